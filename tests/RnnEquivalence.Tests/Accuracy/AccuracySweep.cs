using RnnEquivalence.Backends;
using RnnEquivalence.Model;

namespace RnnEquivalence.Tests.Accuracy;

/// <summary>Gives the function at one place of a kernel many arguments.</summary>
internal static class AccuracySweep
{
    /// <summary>Sweeps one place.</summary>
    /// <param name="backend">The backend, which declares the cell.</param>
    /// <param name="place">The place.</param>
    /// <param name="shape">How many arguments each call has.</param>
    /// <param name="plan">The arguments.</param>
    /// <param name="workers">The number of threads, each with a network of its own.</param>
    /// <exception cref="InvalidOperationException">The place cannot be seen exactly.</exception>
    public static AccuracyMeter Run(IRecurrentBackend backend, Place place, BatchShape shape, ArgumentPlan plan, int workers)
    {
        // Calls of a few arguments are taken many at a time, so that the threads do not wait for each other.
        int calls = Math.Max(1, 8192 / shape.Arguments);
        int share = calls * shape.Arguments;
        long taken = -share;
        (ElementType type, ActivationAccuracy declared) = (backend.Traits.ElementType, place.DeclaredIn(backend.Traits));
        AccuracyMeter[] meters = [.. Enumerable.Range(0, workers).Select(_ => new AccuracyMeter(place.IsTanh, type, declared))];
        Parallel.ForEach(meters, new ParallelOptions { MaxDegreeOfParallelism = workers }, meter =>
        {
            using var probe = new PlaceProbe(backend, place, shape.Units);
            probe.RequirePins();
            var arguments = new double[shape.Arguments];
            for (long start = Interlocked.Add(ref taken, share); start < plan.Count; start = Interlocked.Add(ref taken, share))
            {
                for (int call = 0; call < calls; call++)
                {
                    plan.Fill(start + (call * shape.Arguments), arguments);
                    meter.Add(arguments, probe.Evaluate(arguments));
                }
            }
        });
        foreach (AccuracyMeter other in meters.Skip(1))
        {
            meters[0].Add(other);
        }

        return meters[0];
    }
}
