using RnnEquivalence.Running;
using Xunit;

namespace RnnEquivalence.Tests;

/// <summary>What a quick run leaves out, by name.</summary>
internal static class Unhurried
{
    /// <summary>Whether the run is a quick one.</summary>
    public static bool IsLeftOut => Settings.Current.Of(Knobs.Quick);

    /// <summary>Skips the test if the run is a quick one.</summary>
    /// <param name="because">What it does that takes long.</param>
    public static void Only(string because) =>
        Assert.SkipWhen(IsLeftOut, $"{Knobs.Quick}=quick leaves out what {because}.");
}
