using System.Globalization;
using System.Reflection;
using System.Text;
using FsCheck;
using RnnEquivalence.Verdicts;

namespace RnnEquivalence.Running;

/// <summary>Turns the outcome of a law into silence or an exception with a message that a person can use.</summary>
internal static class LawReport
{
    /// <summary>The largest share of inconclusive cases with which a law may still be said to have been checked.</summary>
    internal const double InconclusiveLimit = 0.05;

    /// <summary>From how many cases on the share means anything.</summary>
    private const int InconclusiveMinimum = 20;

    public static void ThrowUnlessHeld(MethodInfo law, LawOutcome outcome)
    {
        Tally tally = outcome.Tally;
        switch (outcome.Result)
        {
            case TestResult.Failed failed:
                throw new EquivalenceException(Describe(law, outcome, failed));
            case TestResult.Exhausted:
                throw new EquivalenceException($"{law.Name}: the generator rejected too many cases; nothing was shown.");
        }

        if (tally.Worst is null)
        {
            throw new EquivalenceException($"{law.Name}: not one conclusive number was compared, so the law holds of nothing.");
        }

        if (tally.Cases >= InconclusiveMinimum && tally.Inconclusive > MostInconclusive(tally.Cases))
        {
            string found = string.Create(
                CultureInfo.InvariantCulture,
                $"{tally.InconclusiveShare:P1} of {tally.Cases} cases were inconclusive, more than {InconclusiveLimit:P0} explains");
            throw new EquivalenceException(
                $"{law.Name}: {found}. Their bounds are too wide to mean anything, so the law was not shown. "
                + "Draw more contractive weights or shorter sequences.");
        }
    }

    /// <summary>The limit and three standard deviations: a law just within it is not to fail now and then by chance.</summary>
    internal static double MostInconclusive(long cases) =>
        (InconclusiveLimit * cases) + (3 * Math.Sqrt(InconclusiveLimit * (1 - InconclusiveLimit) * cases));

    private static string Describe(MethodInfo law, LawOutcome outcome, TestResult.Failed failed)
    {
        Exception cause = outcome.Cause!;
        object? counterexample = LawOutcome.CounterexampleOf(failed);
        var replay = new ReplayToken(failed.Item6.Seed, failed.Item6.Gamma, failed.Item7);

        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{law.Name} does not hold.");
        text.AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"  backend       {outcome.Tally.Subject.Judged}");
        text.AppendLine(cause is LawRefutedException refuted
            ? refuted.Worst.Describe()
            : $"  The kernel or the law threw:\n{Indent(cause.ToString())}");
        text.AppendLine();
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"Smallest case found (number {failed.Item1.NumberOfTests} failed, then {failed.Item1.NumberOfShrinks} times made smaller):");
        text.AppendLine();
        text.AppendLine(Indent(counterexample?.ToString() ?? "(none)"));
        text.AppendLine();
        text.AppendLine("Replay it with");
        text.AppendLine();
        text.Append("  ").Append(ReplayCommand(law, replay));
        return text.ToString();
    }

    private static string ReplayCommand(MethodInfo law, ReplayToken replay)
    {
        string? project = law.ReflectedType?.Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(attribute => attribute.Key == "TestProject")?.Value;
        string where = project is null ? "" : $" --project {project}";
        return $"dotnet test{where} -e RNNEQ_SEED={replay} --filter-method {law.ReflectedType?.FullName}.{law.Name}";
    }

    private static string Indent(string text) =>
        string.Join('\n', text.Split('\n').Select(line => "  " + line.TrimEnd('\r')));
}
