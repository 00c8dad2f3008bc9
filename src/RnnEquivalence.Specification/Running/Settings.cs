using System.Collections;
using System.Globalization;

namespace RnnEquivalence.Running;

/// <summary>What the environment variables RNNEQ_… ask of a run.</summary>
public sealed record Settings
{
    /// <summary>Cases per law where nobody asks for another number.</summary>
    public const int DefaultCases = 500;

    private const string Prefix = "RNNEQ_";
    private const string CasesVariable = Prefix + "CASES";
    private const string SeedVariable = Prefix + "SEED";
    private const string CoverageVariable = Prefix + "COVERAGE";

    /// <summary>The variable that names the two backends of a swap.</summary>
    internal const string SwapVariable = Prefix + "SWAP";

    /// <summary>The variable that names the folder into which a baseline is recorded.</summary>
    internal const string RecordVariable = Prefix + "RECORD";

    /// <summary>The variable that names the folder of the baseline to compare with.</summary>
    internal const string BaselineVariable = Prefix + "BASELINE";

    /// <summary>The variable that names the folder in which soaks are recorded.</summary>
    internal const string SoakVariable = Prefix + "SOAK";

    private const string Known = $"""
        Known variables:
          {CasesVariable}      cases per law, a whole number from 1 on; if not set, what the law says, or 500
          {SeedVariable}       a whole number: repeats the whole run that printed it;
                            three numbers "seed,gamma,size": replays the one case that a failure printed
          {SwapVariable}       two backends "Before,After", by the names of their classes: which swap ChosenSwap judges
          {RecordVariable}     a folder: the Baseline tests record the outputs of each backend there, one file each
          {BaselineVariable}   a folder: the Baseline tests compare the outputs of each backend with those recorded there
          {SoakVariable}       a folder: each run leaves there how near numbers came to their bounds, by law, cell and size
          {CoverageVariable}   1: the summary also says what kinds of cases were drawn, and how often
        """;

    private static readonly Lazy<Settings> FromEnvironment = new(() => Parse(Environment.GetEnvironmentVariables()));

    /// <summary>The settings of this run.</summary>
    /// <exception cref="SettingsException">A variable is unknown or its value cannot be used.</exception>
    public static Settings Current => FromEnvironment.Value;

    /// <summary>Cases per law, or null for what a test or <see cref="DefaultCases"/> says.</summary>
    public int? Cases { get; init; }

    /// <summary>The number from which every law of this run draws its own random cases.</summary>
    public ulong Seed { get; init; }

    /// <summary>Whether <see cref="Seed"/> was given rather than drawn afresh.</summary>
    public bool SeedIsGiven { get; init; }

    /// <summary>The one case to replay, or null to draw cases from <see cref="Seed"/>.</summary>
    public ReplayToken? Replay { get; init; }

    /// <summary>Whether the summary also says what kinds of cases were drawn.</summary>
    public bool ShowsCoverage { get; init; }

    /// <summary>The classes of the backend in use and of the one to take its place, or null where no swap is asked for.</summary>
    public (string From, string To)? Swap { get; init; }

    /// <summary>The full path of the folder into which a baseline is to be recorded, or null.</summary>
    public string? Record { get; init; }

    /// <summary>The full path of the folder of the baseline to compare with, or null.</summary>
    public string? Baseline { get; init; }

    /// <summary>The full path of the folder in which the run leaves the record of a soak, or null.</summary>
    public string? Soak { get; init; }

    /// <summary>The settings in one line, as the run's header prints them.</summary>
    public override string ToString()
    {
        string cases = Cases is { } number ? number.ToString(CultureInfo.InvariantCulture) : $"at most {DefaultCases} (default)";
        string drawn = Replay is null
            ? string.Create(CultureInfo.InvariantCulture, $"{CasesVariable}={cases}  {SeedVariable}={Seed}{(SeedIsGiven ? "" : " (drawn afresh)")}")
            : $"{SeedVariable}={Replay} (replays one case)";
        string swapped = Swap is ({ } from, { } to) ? $"  {SwapVariable}={from},{to}" : "";
        string recorded = Record is null ? "" : $"  {RecordVariable}={Record}";
        string compared = Baseline is null ? "" : $"  {BaselineVariable}={Baseline}";
        return $"{drawn}{swapped}{recorded}{compared}{(Soak is null ? "" : $"  {SoakVariable}={Soak}")}";
    }

    /// <summary>Reads the settings.</summary>
    /// <param name="variables">All environment variables; those without the prefix RNNEQ_ are of no concern.</param>
    /// <exception cref="SettingsException">A variable is unknown or its value cannot be used.</exception>
    public static Settings Parse(IDictionary variables)
    {
        ArgumentNullException.ThrowIfNull(variables);

        var settings = new Settings { Seed = (ulong)Random.Shared.NextInt64(0, 1L << 48) };
        foreach (DictionaryEntry variable in variables)
        {
            string name = (string)variable.Key;
            string value = (variable.Value as string ?? "").Trim();
            settings = name switch
            {
                _ when !name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) => settings,
                CasesVariable or SeedVariable or SwapVariable or RecordVariable or BaselineVariable or SoakVariable or CoverageVariable when value.Length == 0 => settings,
                CasesVariable => settings with { Cases = ParseCases(value) },
                SeedVariable => ParseSeed(settings, value),
                SwapVariable => settings with { Swap = value.Split(',', StringSplitOptions.TrimEntries) is [{ Length: > 0 } from, { Length: > 0 } to] ? (from, to) : throw Unusable(SwapVariable, value) },
                RecordVariable => settings with { Record = ParseFolder(name, value) },
                BaselineVariable => settings with { Baseline = ParseFolder(name, value) },
                SoakVariable => settings with { Soak = ParseFolder(name, value) },
                CoverageVariable => settings with { ShowsCoverage = value switch { "1" => true, "0" => false, _ => throw Unusable(CoverageVariable, value) } },
                _ => throw new SettingsException($"The environment variable {name} is not known.\n{Known}"),
            };
        }

        return settings is { Record: not null, Baseline: not null }
            ? throw new SettingsException($"{RecordVariable} and {BaselineVariable} are both set, but one run either records or compares.\n{Known}")
            : settings;
    }

    /// <summary>The full path, as of now: xUnit changes the current directory before it runs a test.</summary>
    private static string ParseFolder(string name, string value) =>
        value.Contains('\0', StringComparison.Ordinal) || File.Exists(value) ? throw Unusable(name, value) : Path.GetFullPath(value);

    private static int ParseCases(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int cases) && cases >= 1
            ? cases
            : throw Unusable(CasesVariable, value);

    private static Settings ParseSeed(Settings settings, string value)
    {
        if (ReplayToken.TryParse(value, out ReplayToken? replay))
        {
            return settings with { Replay = replay };
        }

        return ulong.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed)
            ? settings with { Seed = seed, SeedIsGiven = true }
            : throw Unusable(SeedVariable, value);
    }

    private static SettingsException Unusable(string name, string value) =>
        new($"{name}=\"{value}\" cannot be used.\n{Known}");
}

/// <summary>The environment asks for something that there is not.</summary>
public sealed class SettingsException(string message) : Exception(message);
