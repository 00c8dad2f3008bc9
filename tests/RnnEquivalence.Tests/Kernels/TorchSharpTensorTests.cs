using FluentAssertions;
using RnnEquivalence.Backends.TorchSharp;
using RnnEquivalence.Model;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace RnnEquivalence.Tests.Kernels;

/// <summary>
/// What no array of doubles can show: tensors that lie in memory in other ways than row by row, and whether a call writes to
/// what it is given.
/// </summary>
public sealed class TorchSharpTensorTests
{
    /// <summary>Other layouts make other products of the same numbers, whose sums round otherwise; these numbers are of the order of 1.</summary>
    private const double Roundings = 128;

    private static readonly (string Name, Func<Tensor, Tensor> Of)[] Layouts =
    [
        ("transposed", tensor => tensor.transpose(0, 2).contiguous().transpose(0, 2)),
        ("rows transposed", tensor => tensor.transpose(1, 2).contiguous().transpose(1, 2)),
        ("strided", tensor => stack([tensor, zeros_like(tensor)], -1).select(-1, 0)),
        ("offset", tensor => cat([zeros_like(tensor), tensor], 1).narrow(1, tensor.shape[1], tensor.shape[1])),
    ];

    private delegate Tensor[] Function(TorchSharpModule module, RecurrentCase trial, Tensor[] inputs);

    public static TheoryData<string, RecurrentCell> Kernels => TorchSharpBackends.AllWithCells;

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Outputs_OfOtherLayouts_AreThoseOfContiguousTensors(string name, RecurrentCell cell) => OfOtherLayouts_AreTheSame(name, cell, Outputs);

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Gradients_OfOtherLayouts_AreThoseOfContiguousTensors(string name, RecurrentCell cell) => OfOtherLayouts_AreTheSame(name, cell, Gradients);

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Call_WritesToNothingThatItIsGiven(string name, RecurrentCell cell) => WithModule(name, cell, (module, trial) =>
    {
        Tensor[] inputs = InputsOf(trial);
        var format = new TensorFormat(trial.Architecture.ElementType);
        double[] Values() => [.. inputs.Concat(module.Leaves).SelectMany(format.ToValues)];
        double[] before = Values();

        Outputs(module, trial, inputs);
        Gradients(module, trial, inputs);

        Values().Should().Equal(before);
    });

    private static void OfOtherLayouts_AreTheSame(string name, RecurrentCell cell, Function function) => WithModule(name, cell, (module, trial) =>
    {
        Tensor[] inputs = InputsOf(trial);
        Tensor[] expected = function(module, trial, inputs);
        foreach ((string layout, Func<Tensor, Tensor> of) in Layouts)
        {
            Tensor[] others = Array.ConvertAll(inputs, input => of(input));
            Array.Exists(others, other => other.is_contiguous()).Should().BeFalse("{0} tensors are none that lie row by row", layout);
            AreNear(function(module, trial, others), expected, layout);
        }

        // Expanded tensors say the same number again and again without holding it more than once.
        foreach (int dimension in (int[])[0, 1, 2])
        {
            Tensor[] expanded = Array.ConvertAll(inputs, input => input.narrow(dimension, 0, 1).expand(input.shape));
            Tensor[] copies = Array.ConvertAll(expanded, input => input.contiguous());
            AreNear(function(module, trial, expanded), function(module, trial, copies), $"expanded along {dimension}");
        }
    });

    private static void AreNear(Tensor[] found, Tensor[] expected, string layout)
    {
        found.Should().HaveSameCount(expected);
        for (int index = 0; index < found.Length; index++)
        {
            ElementType type = found[index].dtype == ScalarType.Float32 ? ElementType.Float32 : ElementType.Float64;
            var format = new TensorFormat(type);
            found[index].shape.Should().Equal(expected[index].shape);
            format.ToValues(found[index].contiguous()).Should().Equal(
                format.ToValues(expected[index].contiguous()),
                (value, other) => Math.Abs(value - other) <= Roundings * type.UnitRoundoff() * Math.Max(1, Math.Abs(other)),
                "tensor {0} is that of contiguous inputs when they are {1}",
                index,
                layout);
        }
    }

    private static Tensor[] Outputs(TorchSharpModule module, RecurrentCase trial, Tensor[] inputs)
    {
        using IDisposable inference = no_grad();
        (Tensor y, Tensor h, Tensor? c) = Call(module, trial, inputs);
        return c is null ? [y, h] : [y, h, c];
    }

    /// <summary>The gradients of everything, with upstream gradients in the layout of the inputs.</summary>
    private static Tensor[] Gradients(TorchSharpModule module, RecurrentCase trial, Tensor[] inputs)
    {
        Tensor[] leaves = Array.ConvertAll(inputs, input => input.detach().requires_grad_(true));
        (Tensor y, Tensor h, Tensor? c) = Call(module, trial, leaves);
        var loss = new WeightedSum();
        loss.Add(y, inputs[0]);
        loss.Add(h, inputs[1]);
        loss.Add(c, c is null ? null : inputs[2]);
        IReadOnlyDictionary<Tensor, Tensor> gradients = loss.Gradients([.. leaves, .. module.Leaves]);
        return [.. leaves.Concat(module.Leaves).Select(leaf => gradients[leaf])];
    }

    private static (Tensor Y, Tensor H, Tensor? C) Call(TorchSharpModule module, RecurrentCase trial, Tensor[] inputs) =>
        module.Call(inputs[0], inputs[1], inputs.Length > 2 ? inputs[2] : null, trial.Input.Lengths);

    /// <summary>x, h0 and, where there is one, c0.</summary>
    private static Tensor[] InputsOf(RecurrentCase trial)
    {
        var format = new TensorFormat(trial.Architecture.ElementType);
        RecurrentState state = trial.Input.InitialState!;
        Tensor x = format.FromSequence(trial.Input.Values, trial.Architecture.BatchFirst);
        Tensor h0 = format.FromStates(state, cell => cell.Hidden);
        return state.HasCell ? [x, h0, format.FromStates(state, cell => cell.Cell!)] : [x, h0];
    }

    /// <summary>
    /// A bidirectional network of two layers, each of whose tensors has more than one element along every dimension; the inputs
    /// have the shapes of the outputs, so that they serve as upstream gradients too.
    /// </summary>
    private static void WithModule(string name, RecurrentCell cell, Action<TorchSharpModule, RecurrentCase> test)
    {
        TorchSharpBackend backend = TorchSharpBackends.Named(name);
        RecurrentArchitecture network = TorchSharpBackends.NetworkFor(backend, cell, inputSize: 6, hiddenSize: 3) with
        {
            Layers = 2,
            Direction = Direction.Bidirectional,
        };

        foreach (bool batchFirst in (bool[])[false, true])
        {
            RecurrentCase trial = TorchSharpBackends.CaseFor(backend, network with { BatchFirst = batchFirst }, timeSteps: 4, batch: 5);
            using var module = (TorchSharpModule)backend.Create(trial.Architecture, trial.Parameters);
            using DisposeScope scope = NewDisposeScope();
            test(module, trial);
        }
    }
}
