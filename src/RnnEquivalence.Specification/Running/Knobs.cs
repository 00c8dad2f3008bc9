using System.Globalization;

namespace RnnEquivalence.Running;

/// <summary>All that a run can be set by. An entry is all that a knob needs: the header, the help and the checks come from it.</summary>
public static class Knobs
{
    /// <summary>Cases per law where nobody asks for another number.</summary>
    public const int DefaultCases = 500;

    /// <summary>Cases per law where nobody asks for another number and the run is a quick one.</summary>
    internal const int QuickCases = 3;

    private static readonly List<Knob> Table = [];

    /// <summary>Cases per law, or null for what a test or <see cref="DefaultCases"/> says.</summary>
    public static Knob<int?> Cases { get; } = Add(new Knob<int?>(
        "CASES",
        "cases per law, a whole number from 1 on; if not set, what the law says, or 500",
        () => null,
        value => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int cases) && cases >= 1
            ? cases
            : throw Unusable(),
        (settings, cases) => settings.Of(Seed!).Replay is not null ? null
            : cases?.ToString(CultureInfo.InvariantCulture)
                ?? (settings.Of(Quick!) ? $"at most {QuickCases} (quick)" : $"at most {DefaultCases} (default)")));

    /// <summary>The number from which every law of a run draws its own random cases, or the one case to replay.</summary>
    public static Knob<SeedChoice> Seed { get; } = Add(new Knob<SeedChoice>(
        "SEED",
        """
        a whole number: repeats the whole run that printed it;
        three numbers "seed,gamma,size", or four: replays the one case that a failure printed
        """,
        () => new SeedChoice((ulong)Random.Shared.NextInt64(0, 1L << 48), IsGiven: false),
        value => ReplayToken.TryParse(value, out ReplayToken? replay) ? new SeedChoice(0, IsGiven: true) { Replay = replay }
            : ulong.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed) ? new SeedChoice(seed, IsGiven: true)
            : throw Unusable(),
        (_, seed) => seed.ToString()));

    /// <summary>Whether the run is a first look, with a few cases of each law.</summary>
    public static Knob<bool> Quick { get; } = Add(new Knob<bool>(
        "PROFILE",
        "quick: a first look in some ten seconds, with 3 cases of each law, and without what takes long or starts processes; no guard",
        () => false,
        value => value == "quick" ? true : throw Unusable(),
        (_, quick) => quick ? "quick (a first look, and no guard)" : null));

    /// <summary>How many cases have the same architecture and shape, or null for what the number of cases allows.</summary>
    public static Knob<int?> Family { get; } = Add(new Knob<int?>(
        "FAMILY",
        "how many cases have one shape and share a module, which is built once and then loaded; if not set, 1 up to 500 cases of a law, "
            + "and beyond that as many as leave 500 shapes, at most 64",
        () => null,
        value => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int members) && members >= 1
            ? members
            : throw Unusable(),
        (_, members) => members?.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The sizes of the network that is to be guarded, or null.</summary>
    public static Knob<NetworkShape?> Shape { get; } = Add(new Knob<NetworkShape?>(
        "SHAPE",
        "sizes such as T=120,N=32,I=80,H=512,L=2: the Size tests hold networks of just these against the formula as well",
        () => null,
        value => NetworkShape.TryParse(value, out NetworkShape? shape) ? shape : throw Unusable(),
        (_, shape) => shape?.ToString()));

    /// <summary>The largest sizes of the Size tests, or null for the usual ones.</summary>
    public static Knob<NetworkShape?> Largest { get; } = Add(new Knob<NetworkShape?>(
        "LARGEST",
        "sizes such as T=4000,N=1000,I=4096,H=4096,L=16: the largest of the Size tests, whose cases may then cost 16 times as much",
        () => null,
        value => NetworkShape.TryParse(value, out NetworkShape? shape) ? shape : throw Unusable(),
        (_, shape) => shape?.ToString()));

    /// <summary>The classes of the backend in use and of the one to take its place, or null where no swap is asked for.</summary>
    public static Knob<(string From, string To)?> Swap { get; } = Add(new Knob<(string From, string To)?>(
        "SWAP",
        "two backends \"Before,After\", by the names of their classes: which swap ChosenSwap judges",
        () => null,
        value => value.Split(',', StringSplitOptions.TrimEntries) is [{ Length: > 0 } from, { Length: > 0 } to]
            ? (from, to)
            : throw Unusable(),
        (_, swap) => swap is ({ } from, { } to) ? $"{from},{to}" : null));

    /// <summary>The full path of the folder into which a baseline is to be recorded, or null.</summary>
    public static Knob<string?> Record { get; } = Add(Folder(
        "RECORD", "a folder: the Baseline tests record the outputs of each backend there, one file each"));

    /// <summary>The full path of the folder of the baseline to compare with, or null.</summary>
    public static Knob<string?> Baseline { get; } = Add(Folder(
        "BASELINE", "a folder: the Baseline tests compare the outputs of each backend with those recorded there"));

    /// <summary>The full path of the folder in which the run leaves the record of a soak, or null.</summary>
    public static Knob<string?> Soak { get; } = Add(Folder(
        "SOAK", "a folder: each run leaves there how near numbers came to their bounds, by law, cell and size"));

    /// <summary>Whether the summary also says what kinds of cases were drawn.</summary>
    public static Knob<bool> Coverage { get; } = Add(new Knob<bool>(
        "COVERAGE",
        "1: the summary also says what kinds of cases were drawn, and how often",
        () => false,
        value => value switch { "1" => true, "0" => false, _ => throw Unusable() },
        (_, shown) => shown ? "1" : null));

    /// <summary>All of them, in the order in which they are listed.</summary>
    public static IReadOnlyList<Knob> All => Table;

    /// <summary>What there is to set, for somebody who set something else.</summary>
    internal static string Help
    {
        get
        {
            int width = Table.Max(knob => knob.Variable.Length) + 3;
            string margin = new(' ', width + 2);
            IEnumerable<string> lines = Table.Select(knob =>
                $"  {knob.Variable.PadRight(width)}{knob.Help.ReplaceLineEndings($"\n{margin}")}");
            return $"Known variables:\n{string.Join('\n', lines)}";
        }
    }

    private static Knob<T> Add<T>(Knob<T> knob)
    {
        Table.Add(knob);
        return knob;
    }

    /// <summary>A folder by its full path, as of now: xUnit changes the current directory before it runs a test.</summary>
    private static Knob<string?> Folder(string name, string help) => new(
        name,
        help,
        () => null,
        value => value.Contains('\0', StringComparison.Ordinal) || File.Exists(value) ? throw Unusable() : Path.GetFullPath(value),
        (_, folder) => folder);

    private static FormatException Unusable() => new();
}

/// <summary>Where the cases of a run come from.</summary>
/// <param name="Seed">The number from which every law draws its own.</param>
/// <param name="IsGiven">Whether it was given rather than drawn afresh.</param>
public sealed record SeedChoice(ulong Seed, bool IsGiven)
{
    /// <summary>The one case to replay, or null to draw cases from <see cref="Seed"/>.</summary>
    public ReplayToken? Replay { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Replay is not null
        ? $"{Replay} (replays one case)"
        : string.Create(CultureInfo.InvariantCulture, $"{Seed}{(IsGiven ? "" : " (drawn afresh)")}");
}
