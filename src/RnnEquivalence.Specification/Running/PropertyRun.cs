using RnnEquivalence.Verdicts;

namespace RnnEquivalence.Running;

/// <summary>The law that is being run, so that the cases can find the tally they belong to.</summary>
public sealed class PropertyRun
{
    private static readonly AsyncLocal<PropertyRun?> Running = new();

    internal PropertyRun(string law, IWitness? witness = null)
    {
        Law = law;
        Witness = witness;
    }

    /// <summary>The run that the current case belongs to; null outside of a law.</summary>
    public static PropertyRun? Current
    {
        get => Running.Value;
        internal set => Running.Value = value;
    }

    /// <summary>Who looks on, or null.</summary>
    internal IWitness? Witness { get; }

    /// <summary>The name of the test method.</summary>
    public string Law { get; }

    /// <summary>What the cases add up to; null before the first case.</summary>
    public Tally? Tally { get; private set; }

    /// <summary>The tally of this law on the given backend.</summary>
    public Tally TallyFor(string backend) => Tally ??= new Tally(backend, Law);
}
