using FluentAssertions;
using RnnEquivalence.Backends;
using RnnEquivalence.Backends.TorchSharp;
using RnnEquivalence.Model;
using Xunit;

namespace RnnEquivalence.Tests.Kernels;

/// <summary>
/// Which implementation a backend reaches, as the libraries below libtorch tell when they are asked to. Without that, two backends
/// could be the same kernel under two names, and two numbers of threads the same number.
/// </summary>
public sealed class TorchSharpPathTests(TorchSharpPathTests.Child child) : IClassFixture<TorchSharpPathTests.Child>
{
    private const int TimeSteps = TorchSharpCalls.TimeSteps;
    private const int Batch = TorchSharpCalls.BatchSize;

    public static TheoryData<string, RecurrentCell> Kernels => TorchSharpBackends.AllWithCells;

    public static TheoryData<string, RecurrentCell> KernelsOfProducts =>
        [.. TorchSharpBackends.AllWithCells.Where(row => !IsPrimitive(row.Data.Item1, row.Data.Item2))];

    /// <summary>The fused float32 LSTM is oneDNN's primitive, and nothing else is.</summary>
    [Theory]
    [MemberData(nameof(Kernels))]
    public void OnlyTheFusedFloat32Lstm_IsOneDnnsPrimitive(string backend, RecurrentCell cell)
    {
        Assert.SkipUnless(child.Trace.HasOneDnn, "This libtorch is built without oneDNN.");
        bool expected = IsPrimitive(backend, cell);

        Of(backend, cell, nameof(IDifferentiableModule.Forward)).Primitives.Should().Equal(expected ? ["forward_inference"] : []);
        Of(backend, cell, nameof(IDifferentiableModule.Backward)).Primitives
            .Should().Equal(expected ? ["forward_training", "backward"] : []);
    }

    /// <summary>
    /// Fused kernels multiply the inputs of all time steps at once, packed ones those that are no padding and then only the rows that
    /// are left, unrolled ones step by step, and unfused ones step by step and gate by gate. The backward pass has two products for each:
    /// one for the gradient of the weights, one for that of what they were multiplied with.
    /// </summary>
    /// <remarks>An RNN has one gate, so that unrolled and unfused are the same products; only what is done with them differs.</remarks>
    [Theory]
    [MemberData(nameof(Kernels))]
    public void MatrixProducts_AreThoseOfThePath(string backend, RecurrentCell cell)
    {
        Assert.SkipUnless(child.Trace.HasMkl, "This libtorch is built without MKL.");

        MatrixProduct[] forward = [.. ProductsOf(backend, cell)];

        Sorted(Of(backend, cell, nameof(IDifferentiableModule.Forward)).Products).Should().Equal(Sorted(forward));
        Sorted(Of(backend, cell, nameof(IDifferentiableModule.Backward)).Products).Should().Equal(
            Sorted(forward.SelectMany(product => new[] { product, product.ForItsRows(), product.ForItsWeights() })));

        static string[] Sorted(IEnumerable<MatrixProduct> products) =>
            [.. products.Select(product => product.ToString()).Order(StringComparer.Ordinal)];
    }

    /// <summary>The number of threads that a backend is set to is the one that its matrix products have.</summary>
    [Theory]
    [MemberData(nameof(KernelsOfProducts))]
    public void MatrixProducts_HaveTheThreadsThatAreSet(string backend, RecurrentCell cell)
    {
        Assert.SkipUnless(child.Trace.HasMkl, "This libtorch is built without MKL.");

        foreach (int threads in TorchSharpCalls.ThreadCounts)
        {
            Of(backend, cell, TorchSharpCalls.WithThreads(threads)).Products
                .Should().NotBeEmpty().And.OnlyContain(product => product.Threads == threads);
        }
    }

    private static bool IsPrimitive(string backend, RecurrentCell cell) =>
        backend == nameof(TorchSharpFusedFloat32) && cell == RecurrentCell.Lstm;

    private static IEnumerable<MatrixProduct> ProductsOf(string backend, RecurrentCell cell)
    {
        bool isDouble = TorchSharpBackends.Named(backend).Traits.ElementType == ElementType.Float64;
        int[] rows = backend.Contains("Packed", StringComparison.Ordinal)
            ? TorchSharpCalls.RowsOfRaggedSteps
            : [.. Enumerable.Repeat(Batch, TimeSteps)];
        bool isUnfused = backend.Contains("Unfused", StringComparison.Ordinal);
        bool isStepped = isUnfused || backend.Contains("Unrolled", StringComparison.Ordinal);
        int gates = cell.Gates().Length;
        int matrices = isUnfused ? gates : 1;
        int outputs = TorchSharpCalls.HiddenSize * (gates / matrices);

        return IsPrimitive(backend, cell) ? [] :
        [
            .. (isStepped ? rows : [rows.Sum()]).SelectMany(of => Products(TorchSharpCalls.InputSize, of)),
            .. rows.SelectMany(of => Products(TorchSharpCalls.HiddenSize, of)),
        ];

        IEnumerable<MatrixProduct> Products(int inputs, int of) =>
            Enumerable.Repeat(new MatrixProduct(isDouble, outputs, inputs, of), matrices);
    }

    private CallTrace Of(string backend, RecurrentCell cell, string call) => child.Trace[TorchSharpCalls.NameOf(backend, cell, call)];

    /// <summary>The calls, made once in a process of their own.</summary>
    public sealed class Child : IAsyncLifetime
    {
        private KernelTrace? _trace;

        /// <summary>What was said during them.</summary>
        internal KernelTrace Trace
        {
            get
            {
                Unhurried.Only("starts a process of its own");
                return _trace!;
            }
        }

        /// <inheritdoc/>
        public async ValueTask InitializeAsync()
        {
            if (Unhurried.IsLeftOut)
            {
                return;
            }

            ChildOutcome child = await ChildProcess.RunAsync(
                typeof(TorchSharpCalls), nameof(TorchSharpCalls.OneOfEveryKind), KernelTrace.Environment);
            child.ExitCode.Should().Be(0, "the calls were to succeed, but: {0}", child);
            _trace = KernelTrace.Read(child.Output);
        }

        /// <inheritdoc/>
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
