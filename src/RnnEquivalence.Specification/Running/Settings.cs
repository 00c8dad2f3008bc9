using System.Collections;

namespace RnnEquivalence.Running;

/// <summary>What the environment asks of a run: a value for each of the <see cref="Knobs"/>.</summary>
public sealed class Settings
{
    private static readonly Lazy<Settings> FromEnvironment = new(() => Parse(Environment.GetEnvironmentVariables()));

    private readonly Dictionary<Knob, object?> _values = Knobs.All.ToDictionary(knob => knob, knob => knob.Default());

    private Settings()
    {
    }

    /// <summary>The settings of this run.</summary>
    /// <exception cref="SettingsException">A variable is unknown or its value cannot be used.</exception>
    public static Settings Current => FromEnvironment.Value;

    /// <summary>What a knob is set to.</summary>
    public T Of<T>(Knob<T> knob) => (T)_values[knob]!;

    /// <summary>The settings in one line, as the run's header prints them.</summary>
    public override string ToString() => string.Join("  ", Knobs.All.Select(knob => knob.Show(this)).OfType<string>());

    /// <summary>Reads the settings.</summary>
    /// <param name="variables">All environment variables; those without the prefix RNNEQ_ are of no concern.</param>
    /// <exception cref="SettingsException">A variable is unknown or its value cannot be used.</exception>
    public static Settings Parse(IDictionary variables)
    {
        ArgumentNullException.ThrowIfNull(variables);

        var settings = new Settings();
        foreach (DictionaryEntry variable in variables)
        {
            string name = (string)variable.Key;
            if (name.StartsWith(Knob.Prefix, StringComparison.OrdinalIgnoreCase))
            {
                settings.Read(name, (variable.Value as string ?? "").Trim());
            }
        }

        return settings.Of(Knobs.Record) is not null && settings.Of(Knobs.Baseline) is not null
            ? throw new SettingsException(
                $"{Knobs.Record} and {Knobs.Baseline} are both set, but one run either records or compares.\n{Knobs.Help}")
            : settings;
    }

    private void Read(string name, string value)
    {
        Knob knob = Knobs.All.FirstOrDefault(known => known.Variable == name)
            ?? throw new SettingsException($"The environment variable {name} is not known.\n{Knobs.Help}");
        try
        {
            _values[knob] = value.Length == 0 ? knob.Default() : knob.Parse(value);
        }
        catch (FormatException)
        {
            throw new SettingsException($"{name}=\"{value}\" cannot be used.\n{Knobs.Help}");
        }
    }
}

/// <summary>The environment asks for something that there is not.</summary>
public sealed class SettingsException(string message) : Exception(message);
