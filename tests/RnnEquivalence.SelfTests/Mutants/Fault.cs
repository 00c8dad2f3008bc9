using RnnEquivalence.Generation;
using RnnEquivalence.Model;

namespace RnnEquivalence.SelfTests.Mutants;

/// <summary>One thing that is wrong with an otherwise correct kernel. What is not set is as it should be.</summary>
internal sealed record Fault
{
    /// <summary>No fault at all.</summary>
    public static readonly Fault None = new() { Id = "correct", Sentence = "Nothing is wrong." };

    public required string Id { get; init; }

    /// <summary>What is wrong, in one sentence.</summary>
    public required string Sentence { get; init; }

    /// <summary>What the fault has to do with.</summary>
    public string Family { get; init; } = "";

    /// <summary>The fault's size, as an exponent k of 2⁻ᵏ, where it comes in several.</summary>
    public int? Exponent { get; init; }

    /// <summary>A real library that had this fault, as owner/repository#number; null where the mathematics suggested it.</summary>
    public string? Source { get; init; }

    /// <summary>
    /// The cells whose laws have to see the fault in one layer and direction; none for a fault of whole networks or of variants,
    /// which the laws of networks have to see.
    /// </summary>
    public IReadOnlyList<CellVariant> Cells { get; init; } = [CellVariant.Rnn, CellVariant.ReluRnn, CellVariant.Lstm, CellVariant.Gru];

    /// <summary>The parameters of a cell as the kernel reads them.</summary>
    public Func<RecurrentArchitecture, CellParameters, CellParameters> Parameters { get; init; } = (_, parameters) => parameters;

    /// <summary>The functions that the kernel has, and the way in which it rounds, where it ought to be the given one.</summary>
    public Func<KernelStyle, KernelStyle> Style { get; init; } = style => style;

    /// <summary>What becomes of a product on its way to the accumulator; null for nothing, as products are many.</summary>
    public Func<double, double>? Product { get; init; }

    /// <summary>What the accumulator keeps of a sum after each addition; null for all of it.</summary>
    public Func<double, double>? Accumulator { get; init; }

    /// <summary>The input of a cell as the kernel reads it.</summary>
    public Func<RecurrentArchitecture, RecurrentInput, RecurrentInput> Input { get; init; } = (_, input) => input;

    /// <summary>The state from which the kernel computes a time step.</summary>
    public Func<int, RowState, RowState> PreviousState { get; init; } = (_, state) => state;

    /// <summary>The cell: pre-activations and c to (h', c').</summary>
    public Func<Gates, double, Activations, (double Hidden, double Cell)> Cell { get; init; } = (z, c, a) => a.Cell(z, c);

    /// <summary>The constant that is added to a gate's pre-activation.</summary>
    public Func<Gate, double, double> ForgetBias { get; init; } = (gate, constant) => gate == Gate.Forget ? constant : 0;

    /// <summary>The output of a cell as the kernel writes it.</summary>
    public Func<RecurrentInput, RecurrentOutput, RecurrentOutput> Output { get; init; } = (_, output) => output;

    /// <summary>The length of a row as the kernel reads it.</summary>
    public Func<RecurrentInput, int, int> LengthOf { get; init; } = (input, row) => input.LengthOf(row);

    /// <summary>The time step that a reverse cell takes at a step: (length of the row, T, step).</summary>
    public Func<int, int, int, int> ReverseTime { get; init; } = (length, _, step) => length - 1 - step;

    /// <summary>The network that the kernel computes when it is asked for one.</summary>
    public Func<RecurrentArchitecture, RecurrentArchitecture> Architecture { get; init; } = network => network;

    /// <summary>The parameters of the network as the kernel reads them.</summary>
    public Func<RecurrentArchitecture, RecurrentParameters, RecurrentParameters> NetworkParameters { get; init; } =
        (_, parameters) => parameters;

    /// <summary>What a call reads, after a previous one: (its input, its output, this input).</summary>
    public Func<RecurrentInput?, RecurrentOutput?, RecurrentInput, RecurrentInput> AfterCall { get; init; } = (_, _, input) => input;

    /// <summary>What a later call reads: (the input of the first call, this input).</summary>
    public Func<RecurrentInput, RecurrentInput, RecurrentInput> AfterFirstCall { get; init; } = (_, input) => input;

    /// <summary>What the backward pass keeps when other parameters are loaded: (those before, those given).</summary>
    public Func<RecurrentParameters, RecurrentParameters, RecurrentParameters> LoadForGradients { get; init; } = (_, given) => given;

    /// <summary>What is kept when other parameters are loaded: (those before, those given).</summary>
    public Func<RecurrentParameters, RecurrentParameters, RecurrentParameters> Load { get; init; } = (_, given) => given;

    /// <summary>The input of the network as the kernel reads it.</summary>
    public Func<RecurrentArchitecture, RecurrentInput, RecurrentInput> NetworkInput { get; init; } = (_, input) => input;

    /// <summary>What a layer hands to the next, or returns: (layer, whether it is the last, y).</summary>
    public Func<int, bool, Sequence, Sequence> LayerOutput { get; init; } = (_, _, output) => output;

    /// <summary>The output of the network as the kernel returns it.</summary>
    public Func<RecurrentArchitecture, RecurrentInput, RecurrentOutput, RecurrentOutput> NetworkOutput { get; init; } =
        (_, _, output) => output;

    /// <summary>The input as the backward pass reads it.</summary>
    public Func<RecurrentInput, RecurrentInput> GradientInput { get; init; } = input => input;

    /// <summary>The upstream gradients as the kernel reads them.</summary>
    public Func<RecurrentCase, UpstreamGradients, UpstreamGradients> Upstream { get; init; } = (_, upstream) => upstream;

    /// <summary>The gradients as the kernel returns them: (the case, those that it returned before, those that are right).</summary>
    public Func<RecurrentCase, RecurrentGradients?, RecurrentGradients, RecurrentGradients> Gradients { get; init; } =
        (_, _, gradients) => gradients;

    /// <summary>A module that lives beside others; null where nothing is wrong with that.</summary>
    public Func<LiveModule>? Live { get; init; }

    public override string ToString() => Id;
}
