using RnnEquivalence.Backends;
using RnnEquivalence.Model;
using RnnEquivalence.SelfTests.Mutants;

namespace RnnEquivalence.SelfTests.Backends;

/// <summary>
/// The scalar kernel, as one that takes few networks and few inputs. What it does not take it fails at, by checks of its own that share
/// nothing with those of the library, so that whoever calls it with anything else is found out.
/// </summary>
public abstract class DomainKernel : IRecurrentBackend
{
    private static readonly AsyncLocal<Fault?> Current = new();

    /// <inheritdoc/>
    public string Name => $"{GetType().Name}, {Fault.Id}";

    /// <inheritdoc/>
    public abstract BackendTraits Traits { get; }

    internal static Fault Fault
    {
        get => Current.Value ?? Fault.None;
        set => Current.Value = value;
    }

    /// <inheritdoc/>
    public IRecurrentModule Create(RecurrentArchitecture architecture, RecurrentParameters parameters)
    {
        Demand(Takes(architecture), architecture);
        return new Module(this, architecture, MutantBackend.Build(Fault, architecture, parameters));
    }

    /// <summary>Whether it takes a network.</summary>
    protected abstract bool Takes(RecurrentArchitecture network);

    /// <summary>Whether it takes an input of a network that it takes.</summary>
    protected abstract bool Takes(RecurrentArchitecture network, RecurrentInput input);

    /// <summary>
    /// Refuses what the features leave out, as a backend has to: empty batches and sequences, lengths of rows, an initial h alone.
    /// </summary>
    private void Refuse(RecurrentArchitecture network, RecurrentInput input)
    {
        CellFeatures has = Traits.Cells[network.Cell].Features;
        (CellFeatures Feature, bool IsAsked)[] asked =
        [
            (CellFeatures.EmptyBatch, input.Values.BatchSize == 0),
            (CellFeatures.EmptySequence, input.Values.TimeSteps == 0),
            (CellFeatures.Lengths, input.Lengths is not null),
            (CellFeatures.ZeroLengths, input.Lengths?.Contains(0) == true && input.Values.TimeSteps > 0),
            (CellFeatures.HiddenStateAlone, network.Cell == RecurrentCell.Lstm && input.InitialState is { HasCell: false }),
        ];
        if (asked.FirstOrDefault(one => one.IsAsked && !has.HasFlag(one.Feature)) is { IsAsked: true } refused)
        {
            throw new ArgumentException($"{refused.Feature} is not declared.", nameof(input));
        }
    }

    /// <summary>What it makes of the output of a kernel that has zeros behind the ends of rows.</summary>
    protected virtual RecurrentOutput Pad(RecurrentArchitecture network, RecurrentInput input, RecurrentOutput output) => output;

    /// <summary>Everything that the scalar kernel has, of some cells.</summary>
    private protected static BackendTraits Everything(params IReadOnlyList<RecurrentCell> cells) => MutantBackend.TraitsOfAll.Only(cells);

    private static void Demand(bool taken, RecurrentArchitecture network)
    {
        if (!taken)
        {
            // Not the kind of exception by which backends refuse.
            throw new InvalidCastException($"The kernel has been asked for what it does not take: {network}.");
        }
    }

    private sealed class Module(DomainKernel kernel, RecurrentArchitecture network, IDifferentiableModule inner) : IDifferentiableModule
    {
        public RecurrentOutput Forward(RecurrentInput input)
        {
            kernel.Refuse(network, input);
            Demand(kernel.Takes(network, input), network);
            return kernel.Pad(network, input, inner.Forward(input));
        }

        public RecurrentGradients Backward(RecurrentInput input, UpstreamGradients upstream)
        {
            kernel.Refuse(network, input);
            Demand(kernel.Takes(network, input), network);
            return inner.Backward(input, upstream);
        }

        public void Load(RecurrentParameters parameters) => inner.Load(parameters);

        public void Dispose() => inner.Dispose();
    }
}

/// <summary>
/// As a kernel written for one device is: whole vectors of sixteen units, two biases, a state, no more than 32 rows, batch first.
/// </summary>
public sealed class BlockedKernel : DomainKernel
{
    /// <inheritdoc/>
    public override BackendTraits Traits { get; } = Everything(RecurrentCell.Rnn, RecurrentCell.Lstm, RecurrentCell.Gru)
        .MapCells((_, cell) => cell with
        {
            Features = cell.Features & ~(CellFeatures.Projection | CellFeatures.EmptyBatch | CellFeatures.EmptySequence),
            Domain = new CellDomain
            {
                HiddenSize = SizeRange.MultiplesOf(16),
                BatchSize = SizeRange.UpTo(32),
                Biases = BiasForms.Both,
                States = StateForms.Given,
                Layouts = Layouts.BatchFirst,
            },
        });

    /// <inheritdoc/>
    protected override bool Takes(RecurrentArchitecture network) =>
        network is { HasInputBias: true, HasRecurrentBias: true, BatchFirst: true, ProjectionSize: null } && network.HiddenSize % 16 == 0;

    /// <inheritdoc/>
    protected override bool Takes(RecurrentArchitecture network, RecurrentInput input) =>
        input is { InitialState: not null, Values.BatchSize: <= 32 };
}

/// <summary>PyTorch's LSTM with <c>proj_size</c>, which has to be smaller than the hidden size.</summary>
public sealed class ProjectingKernel : DomainKernel
{
    /// <inheritdoc/>
    public override BackendTraits Traits { get; } = Everything(RecurrentCell.Lstm)
        .MapCells((_, cell) => cell with
        {
            Features = CellFeatures.Layers | CellFeatures.Bidirectional | CellFeatures.Projection | CellFeatures.Gradients,
            Domain = new CellDomain { ProjectsToFewer = true },
        });

    /// <inheritdoc/>
    protected override bool Takes(RecurrentArchitecture network) =>
        network.ProjectionSize is null || network.ProjectionSize < network.HiddenSize;

    /// <inheritdoc/>
    protected override bool Takes(RecurrentArchitecture network, RecurrentInput input) => true;
}

/// <summary>OpenCV's layers: the LSTM runs backwards and both ways, the GRU only forward.</summary>
public sealed class UnevenKernel : DomainKernel
{
    /// <inheritdoc/>
    public override BackendTraits Traits { get; } = Everything(RecurrentCell.Lstm, RecurrentCell.Gru)
        .MapCells((cell, traits) => traits with
        {
            Features = cell == RecurrentCell.Lstm
                ? CellFeatures.Reverse | CellFeatures.Bidirectional | CellFeatures.Lengths
                : CellFeatures.Layers,
        });

    /// <inheritdoc/>
    protected override bool Takes(RecurrentArchitecture network) => network.Cell == RecurrentCell.Lstm
        ? network is { Layers: 1, ForgetBias: 0 }
        : network.Direction == Direction.Forward;

    /// <inheritdoc/>
    protected override bool Takes(RecurrentArchitecture network, RecurrentInput input) => true;
}

/// <summary>Keras' layers: behind the end of a row the last output is repeated.</summary>
public sealed class RepeatingKernel : DomainKernel
{
    /// <inheritdoc/>
    public override BackendTraits Traits { get; } = Everything(RecurrentCell.Rnn, RecurrentCell.GruResetBefore)
        .MapCells((_, cell) => cell with { PaddedOutput = PaddedOutput.LastOutput });

    /// <inheritdoc/>
    protected override bool Takes(RecurrentArchitecture network) => true;

    /// <inheritdoc/>
    protected override bool Takes(RecurrentArchitecture network, RecurrentInput input) => true;

    /// <inheritdoc/>
    protected override RecurrentOutput Pad(RecurrentArchitecture network, RecurrentInput input, RecurrentOutput output)
    {
        Sequence y = output.Values;
        int forward = network.Direction switch { Direction.Forward => y.Features, Direction.Bidirectional => y.Features / 2, _ => 0 };
        return output with
        {
            Values = Sequence.Create(y.TimeSteps, y.BatchSize, y.Features, (time, row, feature) =>
                input.Lengths is { } lengths && time >= lengths[row] && lengths[row] > 0 && feature < forward
                    ? y[lengths[row] - 1, row, feature]
                    : y[time, row, feature]),
        };
    }
}

/// <summary>A kernel that leaves behind the end of a row whatever was there.</summary>
public sealed class CarelessKernel : DomainKernel
{
    /// <inheritdoc/>
    public override BackendTraits Traits { get; } = Everything(RecurrentCell.Rnn, RecurrentCell.Lstm)
        .MapCells((_, cell) => cell with { PaddedOutput = PaddedOutput.Unspecified });

    /// <inheritdoc/>
    protected override bool Takes(RecurrentArchitecture network) => true;

    /// <inheritdoc/>
    protected override bool Takes(RecurrentArchitecture network, RecurrentInput input) => true;

    /// <inheritdoc/>
    protected override RecurrentOutput Pad(RecurrentArchitecture network, RecurrentInput input, RecurrentOutput output)
    {
        Sequence y = output.Values;
        return output with
        {
            Values = Sequence.Create(y.TimeSteps, y.BatchSize, y.Features, (time, row, feature) =>
                input.Lengths is { } lengths && time >= lengths[row] ? double.NaN : y[time, row, feature]),
        };
    }
}

/// <summary>A kernel that was generated for one shape.</summary>
public sealed class FixedKernel : DomainKernel
{
    /// <inheritdoc/>
    public override BackendTraits Traits { get; } = Everything(RecurrentCell.Rnn, RecurrentCell.Lstm, RecurrentCell.Gru)
        .MapCells((_, cell) => cell with
        {
            Features = CellFeatures.Gradients,
            Domain = new CellDomain
            {
                TimeSteps = SizeRange.Exactly(5),
                BatchSize = SizeRange.Exactly(2),
                InputSize = SizeRange.Exactly(3),
                HiddenSize = SizeRange.Exactly(4),
                Biases = BiasForms.Input,
                States = StateForms.Absent,
                Layouts = Layouts.TimeFirst,
            },
        });

    /// <inheritdoc/>
    protected override bool Takes(RecurrentArchitecture network) =>
        network is { InputSize: 3, HiddenSize: 4, Layers: 1, HasInputBias: true, HasRecurrentBias: false }
            and { BatchFirst: false, ForgetBias: 0 };

    /// <inheritdoc/>
    protected override bool Takes(RecurrentArchitecture network, RecurrentInput input) =>
        input is { InitialState: null, Values: { TimeSteps: 5, BatchSize: 2 } };
}

/// <summary>A kernel with a rule that no range expresses, no biases, an even number of steps, and at most two layers.</summary>
public sealed class RuledKernel : DomainKernel
{
    /// <inheritdoc/>
    public override BackendTraits Traits { get; } = Everything(RecurrentCell.Rnn, RecurrentCell.Lstm, RecurrentCell.Gru)
        .MapCells((_, cell) => cell with
        {
            Features = CellFeatures.Layers | CellFeatures.Lengths | CellFeatures.EmptyBatch,
            Domain = new CellDomain
            {
                TimeSteps = SizeRange.MultiplesOf(2),
                MostLayers = 2,
                Biases = BiasForms.None,
                Rule = new DomainRule(
                    "T·N at most 24", (_, input) => input is null || input.Values.TimeSteps * input.Values.BatchSize <= 24),
            },
        });

    /// <inheritdoc/>
    protected override bool Takes(RecurrentArchitecture network) =>
        network is { Layers: <= 2, HasInputBias: false, HasRecurrentBias: false, ForgetBias: 0 };

    /// <inheritdoc/>
    protected override bool Takes(RecurrentArchitecture network, RecurrentInput input)
    {
        (int timeSteps, int rows) = (input.Values.TimeSteps, input.Values.BatchSize);
        return timeSteps % 2 == 0 && timeSteps * rows <= 24;
    }
}
