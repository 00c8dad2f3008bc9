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

    /// <summary>
    /// How rarely a law whose cases are inconclusive with a probability of no more than <see cref="InconclusiveLimit"/> is said to have
    /// been checked too little: once in a thousand runs.
    /// </summary>
    internal const double InconclusiveError = 0.001;

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

        if (tally.Inconclusive > MostInconclusive(tally.Cases))
        {
            string found = string.Create(
                CultureInfo.InvariantCulture,
                $"{tally.InconclusiveShare:P1} of {tally.Cases} cases were inconclusive, more than {InconclusiveLimit:P0} explains");
            throw new EquivalenceException(
                $"{law.Name}: {found}. Their bounds are too wide to mean anything, so the law was not shown. "
                + "Draw more contractive weights or shorter sequences.");
        }
    }

    /// <summary>
    /// The most inconclusive cases that chance explains: the least k such that more than k of so many cases have a probability of at most
    /// <see cref="InconclusiveError"/>, each being inconclusive with a probability of <see cref="InconclusiveLimit"/> (the exact binomial
    /// test): 5 of 20, 9 of 60, 41 of 500, and not all of three.
    /// </summary>
    internal static long MostInconclusive(long cases)
    {
        double logRatio = Math.Log(InconclusiveLimit / (1 - InconclusiveLimit));
        double logOfExactly = cases * Math.Log(1 - InconclusiveLimit);
        double beyond = 1;
        for (long k = 0; k < cases; k++)
        {
            beyond -= Math.Exp(logOfExactly);
            if (beyond <= InconclusiveError)
            {
                return k;
            }

            logOfExactly += logRatio + Math.Log((double)(cases - k) / (k + 1));
        }

        return cases;
    }

    private static string Describe(MethodInfo law, LawOutcome outcome, TestResult.Failed failed)
    {
        var replay = new ReplayToken(failed.Item6.Seed, failed.Item6.Gamma, failed.Item7) { Members = outcome.Members };
        var text = new StringBuilder();
        if (outcome.Repetition is { OnlyFirstRepeats: true } partly)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{law.Name} does not hold.");
            AppendCause(text, outcome, outcome.First!.Thrown, outcome.First.Verdict.Refutation);
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"This is the case as it was drawn, number {outcome.Tally.Cases}, which fails each time. The smallest made of it fails");
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"{partly.Smallest} of {partly.Times} times, so that calls also leave something behind for others:");
            text.AppendLine();
            AppendCase(text, outcome.First.Trial);
            text.AppendLine("Replay it with");
            text.AppendLine();
            return text.Append("  ").Append(RunCommand(law, replay.ToString())).ToString();
        }

        if (outcome.Repetition is { Repeats: false } repetition)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{law.Name} does not hold, and the kernel does not repeat.");
            AppendCause(text, outcome, outcome.First!.Thrown, outcome.First.Verdict.Refutation);
            (int number, int times) = (outcome.Tally.Cases, repetition.Times);
            string differs = repetition.Differs ? ", with numbers that differ" : "";
            string again = string.Create(CultureInfo.InvariantCulture, $"{repetition.First} of {times} times");
            string smallest = string.Create(CultureInfo.InvariantCulture, $"{repetition.Smallest} of {times} times");
            text.AppendLine(CultureInfo.InvariantCulture, $"This was case number {number}. Run again, it fails {again}, and the smallest");
            text.AppendLine($"case found {smallest}{differs}.");
            text.AppendLine("What it returns depends on more than on what it is given: a race, memory that nobody wrote, something kept.");
            text.AppendLine();
            AppendCase(text, repetition.Smallest > 0 ? outcome.Counterexample : outcome.First.Trial);
            text.AppendLine("The case alone may hold. Repeat the whole run with");
            text.AppendLine();
            string run = Settings.Current.Of(Knobs.Seed) is { Replay: null, Seed: var seed } ? $"{seed}" : $"{replay}";
            return text.Append("  ").Append(RunCommand(law, run)).ToString();
        }

        text.AppendLine(CultureInfo.InvariantCulture, $"{law.Name} does not hold.");
        var refuted = outcome.Cause as LawRefutedException;
        AppendCause(text, outcome, refuted is null ? outcome.Cause : null, refuted?.Worst);
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"Smallest case found (number {outcome.Tally.Cases} failed, then {failed.Item1.NumberOfShrinks} times made smaller):");
        text.AppendLine();
        AppendCase(text, outcome.Counterexample);
        if (outcome.BuiltFor is { } other)
        {
            text.AppendLine("It fails only after load: in a module that is built for it, it holds. The module was built for");
            text.AppendLine();
            AppendCase(text, other);
        }

        text.AppendLine("Replay it with");
        text.AppendLine();
        return text.Append("  ").Append(RunCommand(law, replay.ToString())).ToString();
    }

    private static void AppendCause(StringBuilder text, LawOutcome outcome, Exception? thrown, Element? worst)
    {
        text.AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"  backend       {outcome.Tally.Subject.Judged}");
        text.AppendLine(worst is { } element ? element.Describe() : $"  The kernel or the law threw:\n{Indent(thrown!.ToString())}");
        text.AppendLine();
    }

    private static void AppendCase(StringBuilder text, object? trial)
    {
        text.AppendLine(Indent(trial?.ToString() ?? "(none)"));
        text.AppendLine();
    }

    private static string RunCommand(MethodInfo law, string seed)
    {
        string? project = law.ReflectedType?.Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(attribute => attribute.Key == "TestProject")?.Value;
        string where = project is null ? "" : $" --project {project}";
        return $"dotnet test{where} -e RNNEQ_SEED={seed} --filter-method {law.ReflectedType?.FullName}.{law.Name}";
    }

    private static string Indent(string text) =>
        string.Join('\n', text.Split('\n').Select(line => "  " + line.TrimEnd('\r')));
}
