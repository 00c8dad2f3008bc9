namespace RnnEquivalence.Running;

/// <summary>A variable of the environment by which a run is set.</summary>
public abstract class Knob
{
    private protected Knob(string name, string help)
    {
        Variable = Prefix + name;
        Help = help;
    }

    /// <summary>What the names of all of them begin with.</summary>
    internal const string Prefix = "RNNEQ_";

    /// <summary>The name of the variable.</summary>
    public string Variable { get; }

    /// <summary>What it takes and what comes of it, in a line or two.</summary>
    public string Help { get; }

    /// <inheritdoc/>
    public override string ToString() => Variable;

    /// <summary>What holds where the variable is not set, or empty.</summary>
    internal abstract object? Default();

    /// <summary>What a value asks for.</summary>
    /// <exception cref="FormatException">It cannot be used. The message says why, if there is more to say.</exception>
    internal abstract object? Parse(string value);

    /// <summary>How the header of a run says it; null where it says nothing.</summary>
    internal abstract string? Show(Settings settings);
}

/// <summary>A variable whose values are of a type.</summary>
/// <typeparam name="T">What it asks for.</typeparam>
public sealed class Knob<T> : Knob
{
    private readonly Func<T> _unset;
    private readonly Func<string, T> _parse;
    private readonly Func<Settings, T, string?> _show;

    internal Knob(string name, string help, Func<T> unset, Func<string, T> parse, Func<Settings, T, string?> show)
        : base(name, help)
    {
        _unset = unset;
        _parse = parse;
        _show = show;
    }

    /// <inheritdoc/>
    internal override object? Default() => _unset();

    /// <inheritdoc/>
    internal override object? Parse(string value) => _parse(value);

    /// <inheritdoc/>
    internal override string? Show(Settings settings) => _show(settings, settings.Of(this)) is { } shown ? $"{Variable}={shown}" : null;
}
