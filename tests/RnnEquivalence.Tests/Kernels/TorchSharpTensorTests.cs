using FluentAssertions;
using RnnEquivalence.Backends.TorchSharp;
using RnnEquivalence.Model;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace RnnEquivalence.Tests.Kernels;

/// <summary>
/// What no array of doubles can show: whether a call writes to the tensors that it is given, and what becomes of a graph that is
/// differentiated again.
/// </summary>
public sealed class TorchSharpTensorTests
{
    public static TheoryData<string, RecurrentCell> Kernels => TorchSharpBackends.AllWithCells;

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Call_WritesToNothingThatItIsGiven(string name, RecurrentCell cell) => WithGraph(name, cell, graph =>
    {
        double[] before = graph.Values(graph.Leaves);

        (IList<Tensor> outputs, IList<Tensor> upstream) = graph.Call();
        double[] given = graph.Values(upstream);
        autograd.grad(outputs, graph.Leaves, upstream);

        graph.Values(graph.Leaves).Should().Equal(before);
        graph.Values(upstream).Should().Equal(given);
    });

    /// <summary>A backward pass leaves what it reads as it was, so that another one over the same graph returns the same bits.</summary>
    [Theory]
    [MemberData(nameof(Kernels))]
    public void Gradients_OfOneGraphTwice_HaveTheSameBits(string name, RecurrentCell cell) => WithGraph(name, cell, graph =>
    {
        (IList<Tensor> outputs, IList<Tensor> upstream) = graph.Call();

        IList<Tensor> first = autograd.grad(outputs, graph.Leaves, upstream, retain_graph: true);
        IList<Tensor> second = autograd.grad(outputs, graph.Leaves, upstream);

        graph.Values(second).Should().Equal(graph.Values(first));
    });

    /// <summary>Training calls <c>backward</c>: it adds to <c>grad</c> what <c>autograd.grad</c> returns, to the last bit.</summary>
    [Theory]
    [MemberData(nameof(Kernels))]
    public void Backward_AddsItsGradientsUp(string name, RecurrentCell cell) => WithGraph(name, cell, graph =>
    {
        (IList<Tensor> outputs, IList<Tensor> upstream) = graph.Call();
        double[] expected = graph.Values(autograd.grad(outputs, graph.Leaves, upstream, retain_graph: true));

        autograd.backward(outputs, upstream, retain_graph: true);
        graph.Values(graph.Leaves.Select(leaf => leaf.grad!)).Should().Equal(expected);

        autograd.backward(outputs, upstream);
        graph.Values(graph.Leaves.Select(leaf => leaf.grad!)).Should().Equal(Array.ConvertAll(expected, value => 2 * value));
    });

    [Theory]
    [InlineData(2, 3, 4)]
    [InlineData(4, 2, 2)]
    public void Layouts_OfTensorsOfMoreThanOneNumberEachWay_AreNoneRowByRow(int first, int second, int third)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor tensor = rand(first, second, third);

        TensorLayouts.Strided.Select(layout => layout.Of(tensor))
            .Should().OnlyContain(other => !other.is_contiguous() && other.Equals(tensor));
        Enumerable.Range(0, 3).Select(dimension => TensorLayouts.Expanded(dimension)(tensor))
            .Should().OnlyContain(other => !other.is_contiguous());
    }

    /// <summary>A bidirectional network of two layers, called with tensors that take part in its gradients.</summary>
    private static void WithGraph(string name, RecurrentCell cell, Action<Graph> test)
    {
        TorchSharpBackend backend = TorchSharpBackends.Named(name);
        RecurrentArchitecture network = TorchSharpBackends.NetworkFor(backend, cell, inputSize: 6, hiddenSize: 3) with
        {
            Layers = 2,
            Direction = Direction.Bidirectional,
        };
        RecurrentCase trial = TorchSharpBackends.CaseFor(backend, network, timeSteps: 4, batch: 5);
        using var module = (TorchSharpModule)backend.Create(trial.Architecture, trial.Parameters);
        using DisposeScope scope = NewDisposeScope();
        test(new Graph(module, trial));
    }

    /// <summary>The tensors of a call and of its gradients.</summary>
    private sealed class Graph(TorchSharpModule module, RecurrentCase trial)
    {
        private readonly TensorFormat _format = new(trial.Architecture.ElementType);
        private readonly Tensor[] _inputs = InputsOf(trial);

        /// <summary>x, h0 and, where there is one, c0, and the parameters.</summary>
        public IList<Tensor> Leaves => [.. _inputs, .. module.Leaves];

        /// <summary>Calls the network: what it returns, and the gradients of a loss with respect to it.</summary>
        public (IList<Tensor> Outputs, IList<Tensor> Upstream) Call()
        {
            (Tensor y, Tensor h, Tensor? c) = module.Call(
                _inputs[0], _inputs[1], _inputs.Length > 2 ? _inputs[2] : null, trial.Input.Lengths);
            Tensor[] outputs = c is null ? [y, h] : [y, h, c];
            return (outputs, Array.ConvertAll(outputs, Ramp));

            static Tensor Ramp(Tensor of) => linspace(-1, 1, of.numel(), dtype: of.dtype).reshape(of.shape);
        }

        public double[] Values(IEnumerable<Tensor> tensors) =>
            [.. tensors.SelectMany(tensor => _format.ToValues(tensor.detach().contiguous()))];

        private static Tensor[] InputsOf(RecurrentCase trial)
        {
            var format = new TensorFormat(trial.Architecture.ElementType);
            RecurrentState state = trial.Input.InitialState!;
            Tensor[] inputs =
            [
                format.FromSequence(trial.Input.Values, trial.Architecture.BatchFirst),
                format.FromStates(state, own => own.Hidden),
                .. state.HasCell ? new[] { format.FromStates(state, own => own.Cell!) } : [],
            ];
            Array.ForEach(inputs, input => input.requires_grad = true);
            return inputs;
        }
    }
}
