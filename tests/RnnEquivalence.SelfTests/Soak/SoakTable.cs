using RnnEquivalence.Running;
using RnnEquivalence.Soaks;
using RnnEquivalence.Specifications;

namespace RnnEquivalence.SelfTests.Soak;

/// <summary>What many soaks add up to: by law, and by cell and size.</summary>
/// <param name="Runs">What the runs were.</param>
/// <param name="Laws">By backend and law.</param>
/// <param name="Cells">By backend, cell and size, gradients apart from outputs.</param>
internal sealed record SoakTable(SoakRuns Runs, SoakRecord Laws, SoakRecord Cells)
{
    public const string Outputs = "outputs";
    public const string Gradients = "gradients";

    private static readonly HashSet<string> LawsOfGradients = [.. typeof(GradientSpecification<>).GetMethods()
        .Where(method => method.IsDefined(typeof(EquivalencePropertyAttribute), inherit: false)).Select(method => method.Name)];

    /// <summary>Both together.</summary>
    public static SoakTable operator +(SoakTable one, SoakTable other)
    {
        return new SoakTable(one.Runs + other.Runs, Sum(one.Laws, other.Laws), Sum(one.Cells, other.Cells));

        static SoakRecord Sum(SoakRecord first, SoakRecord second)
        {
            var sum = new SoakRecord();
            sum.Add(first);
            sum.Add(second);
            return sum;
        }
    }

    /// <summary>All records of a folder together.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="FormatException">A file is no record.</exception>
    public static SoakTable Of(string folder)
    {
        string[] files = [.. Directory.EnumerateFiles(folder, "*.tsv").Order(StringComparer.Ordinal)];
        if (files.Length == 0)
        {
            throw new FileNotFoundException($"{folder} has no record of a soak, which would be a .tsv file.");
        }

        var all = new SoakRecord();
        var engines = new SortedSet<string>(StringComparer.Ordinal);
        foreach (string file in files)
        {
            string text = File.ReadAllText(file);
            all.Add(SoakRecord.Parse(text));
            engines.UnionWith(text.ReplaceLineEndings("\n").Split('\n')
                .Where(line => line.StartsWith('#')
                    && !line.Contains(" settings ", StringComparison.Ordinal)
                    && !line.Contains("RnnEquivalence ", StringComparison.Ordinal))
                .Select(line => line.TrimStart('#', ' ')));
        }

        return new SoakTable(
            new SoakRuns(files.Length, Path.GetFileName(files[0])[..10], Path.GetFileName(files[^1])[..10], [.. engines]),
            all.By(key => key with { Cell = "", Size = "" }),
            all.By(key => key with { Law = LawsOfGradients.Contains(key.Law) ? Gradients : Outputs }));
    }
}
