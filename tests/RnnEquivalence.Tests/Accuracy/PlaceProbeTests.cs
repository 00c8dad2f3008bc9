using FluentAssertions;
using RnnEquivalence.Backends;
using RnnEquivalence.Backends.TorchSharp;
using RnnEquivalence.Model;
using Xunit;

namespace RnnEquivalence.Tests.Accuracy;

/// <summary>What is seen at a place is the function there, and nothing else.</summary>
public sealed class PlaceProbeTests
{
    private const double U = 5.9604644775390625e-8;

    public static TheoryData<string, RecurrentCell> Places =>
        [.. Enum.GetValues<RecurrentCell>().SelectMany(cell => Place.In(cell).Select(place => (place.Name, cell)))];

    /// <summary>A kernel whose outputs are off by 8 u of themselves is seen to be, at every place, which a correct one is not.</summary>
    [Theory]
    [MemberData(nameof(Places))]
    public void KernelThatIsOffBySomeUnits_IsSeenAtEachPlace(string name, RecurrentCell cell)
    {
        Place place = Place.In(cell).Single(place => place.Name == name);

        WorstOf(new TorchSharpUnfusedFloat32(), place).Should().BeLessThan(4);
        WorstOf(new OffBackend(8 * U), place).Should().BeInRange(7, 12);
    }

    /// <summary>A kernel whose gates are not quite open or shut is refused by name, where they are looked through.</summary>
    [Theory]
    [InlineData("σ(i)", RecurrentCell.Lstm)]
    [InlineData("tanh(g)", RecurrentCell.Lstm)]
    [InlineData("σ(o)", RecurrentCell.Lstm)]
    [InlineData("tanh(c)", RecurrentCell.Lstm)]
    [InlineData("tanh(n)", RecurrentCell.Gru)]
    public void PlaceThatIsNotSeenExactly_IsRefused(string name, RecurrentCell cell)
    {
        Place place = Place.In(cell).Single(place => place.Name == name);
        using var probe = new PlaceProbe(new OffBackend(8 * U), place, 1);

        probe.Invoking(probe => probe.RequirePins()).Should().Throw<InvalidOperationException>()
            .WithMessage($"{name} of {cell} of off with H = 1 is seen through * at 0, but is 0.5000002384185791.");
    }

    private static double WorstOf(IRecurrentBackend backend, Place place)
    {
        var meter = new AccuracyMeter(place.IsTanh, backend.Traits.ElementType, place.DeclaredIn(backend.Traits));
        using var probe = new PlaceProbe(backend, place, 32);
        double[] arguments = [.. Enumerable.Range(1, 1024).Select(index => (double)(float)(index * 0.00731))];
        meter.Add(arguments, probe.Evaluate(arguments));
        return meter.Relative.Error;
    }

    /// <summary>A kernel that is right but for the last bits of its outputs.</summary>
    private sealed class OffBackend(double error) : IRecurrentBackend
    {
        private readonly TorchSharpUnfusedFloat32 _inner = new();

        public string Name => "off";

        public BackendTraits Traits => _inner.Traits;

        public IRecurrentModule Create(RecurrentArchitecture architecture, RecurrentParameters parameters) =>
            new Module(_inner.Create(architecture, parameters), error);

        private sealed class Module(IRecurrentModule inner, double error) : IRecurrentModule
        {
            public RecurrentOutput Forward(RecurrentInput input)
            {
                RecurrentOutput output = inner.Forward(input);
                return output with
                {
                    FinalState = output.FinalState.MapMatrices(matrix => matrix.Map(value => (float)(value * (1 + error)))),
                };
            }

            public void Load(RecurrentParameters parameters) => inner.Load(parameters);

            public void Dispose() => inner.Dispose();
        }
    }
}
