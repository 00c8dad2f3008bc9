using System.Diagnostics;
using RnnEquivalence.Backends;
using RnnEquivalence.Model;

namespace RnnEquivalence.Benchmarks.Peer;

/// <summary>A backend, and how long it was in control: building, loading and running.</summary>
internal sealed class TimedBackend<TBackend> : IRecurrentBackend
    where TBackend : IRecurrentBackend, new()
{
    private static readonly TBackend Inner = new();

    /// <summary>For how long, in ticks of the stopwatch; one thread at a time.</summary>
    public static long Ticks { get; private set; }

    public string Name => Inner.Name;

    public BackendTraits Traits => Inner.Traits;

    public IRecurrentModule Create(RecurrentArchitecture architecture, RecurrentParameters parameters)
    {
        long start = Stopwatch.GetTimestamp();
        IRecurrentModule module = Inner.Create(architecture, parameters);
        Ticks += Stopwatch.GetTimestamp() - start;
        return new Module(module);
    }

    private sealed class Module(IRecurrentModule inner) : IRecurrentModule
    {
        public RecurrentOutput Forward(RecurrentInput input)
        {
            long start = Stopwatch.GetTimestamp();
            RecurrentOutput output = inner.Forward(input);
            Ticks += Stopwatch.GetTimestamp() - start;
            return output;
        }

        public void Load(RecurrentParameters parameters)
        {
            long start = Stopwatch.GetTimestamp();
            inner.Load(parameters);
            Ticks += Stopwatch.GetTimestamp() - start;
        }

        public void Dispose()
        {
            long start = Stopwatch.GetTimestamp();
            inner.Dispose();
            Ticks += Stopwatch.GetTimestamp() - start;
        }
    }
}
