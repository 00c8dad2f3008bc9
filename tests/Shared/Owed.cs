using Xunit;

namespace RnnEquivalence.Evidence;

/// <summary>
/// What has still to be measured. It is a debt, which a run names, and no failure: a law can be added today and soaked tonight.
/// </summary>
internal static class Owed
{
    /// <summary>Skips the rest of a test, with all that is owed for its reason; does nothing where nothing is.</summary>
    /// <param name="measurement">What the measurement is called: "a soak".</param>
    /// <param name="items">What has not been measured.</param>
    /// <param name="command">What measures it.</param>
    public static void SkipIfAny(string measurement, IEnumerable<string> items, string command)
    {
        string[] owed = [.. items];
        Assert.SkipWhen(owed.Length > 0, $"Owed {measurement}: {string.Join(", ", owed)}. To be paid by\n{command}");
    }
}
