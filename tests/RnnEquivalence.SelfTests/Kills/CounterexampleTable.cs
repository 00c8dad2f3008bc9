using System.Collections.Concurrent;
using System.Globalization;
using FsCheck;
using RnnEquivalence.Model;
using RnnEquivalence.Running;
using RnnEquivalence.SelfTests.Mutants;
using RnnEquivalence.Verdicts;

namespace RnnEquivalence.SelfTests.Kills;

/// <summary>How large the cases are to which the suite shrinks those that refute a mutant.</summary>
/// <param name="Rows">One per mutant, law and seed.</param>
internal sealed record CounterexampleTable(IReadOnlyList<CounterexampleTable.Row> Rows)
{
    /// <summary>How many cases each law is given to find one to shrink.</summary>
    public const int Cases = 400;

    private const string Header = "mutant,law,seed,T,N,I,H,L,direction,lengths,numbers,shrinks";

    /// <summary>The seeds for the law that first sees a mutant; every other law that sees it gets the first of them.</summary>
    public static IReadOnlyList<ulong> Seeds { get; } = [1, 2, 3, 4, 5];

    /// <summary>Shrinks a counterexample of every mutant, law that sees it, and seed.</summary>
    /// <param name="kills">Which laws see which mutant.</param>
    public static CounterexampleTable Measured(KillTable kills)
    {
        var rows = new ConcurrentBag<(int Order, Row Row)>();
        Parallel.ForEach(Catalogue.All.Index(), mutant =>
        {
            (int index, Fault fault) = mutant;
            foreach ((int order, NamedLaw law) in kills.LawsSeeing(fault).Index())
            {
                foreach (ulong seed in order == 0 ? Seeds : Seeds.Take(1))
                {
                    if (Shrunk(fault, law, seed) is { } row)
                    {
                        rows.Add(((((index * 1000) + order) * 10) + (int)seed, row));
                    }
                }
            }
        });

        return new CounterexampleTable([.. rows.OrderBy(row => row.Order).Select(row => row.Row)]);
    }

    /// <summary>The counterexamples of a mutant to the law that first sees it, one per seed.</summary>
    public IEnumerable<Row> OfFirstLaw(Fault fault)
    {
        Row[] rows = [.. Rows.Where(row => row.Mutant == fault.Id)];
        return rows.Where(row => row.Law == rows[0].Law);
    }

    /// <summary>
    /// What a case that refutes a law of a mutant is shrunk to; null where no case does, or the mutant itself throws in the end.
    /// </summary>
    public static Row? Shrunk(Fault fault, NamedLaw law, ulong seed)
    {
        LawOutcome outcome = law.Against(fault, Cases, seed);
        return outcome is { Cause: LawRefutedException, Result: TestResult.Failed failed, Counterexample: RecurrentCase smallest }
            ? new Row(fault.Id, law.Name, seed, CaseSize.Of(smallest), failed.Item1.NumberOfShrinks)
            : null;
    }

    /// <summary>The table that is written in a file of <see cref="ToString"/>.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static CounterexampleTable Parse(string text)
    {
        string[] lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines is [Header, .. var rows]
            ? new CounterexampleTable([.. rows.Select(ParseRow)])
            : throw new FormatException(
                $"A table of counterexamples begins with the line \"{Header}\", but this one with \"{lines.FirstOrDefault()}\".");
    }

    /// <summary>The table as comma-separated values.</summary>
    public override string ToString() => string.Concat(Rows
        .Select(row => string.Create(
            CultureInfo.InvariantCulture,
            $"{row.Mutant},{row.Law},{row.Seed},"
            + $"{row.Size.TimeSteps},{row.Size.BatchSize},{row.Size.InputSize},{row.Size.HiddenSize},{row.Size.Layers},"
            + $"{row.Size.Direction},{row.Size.HasLengths},{row.Size.Numbers},{row.Shrinks}\n"))
        .Prepend($"{Header}\n"));

    private static Row ParseRow(string line)
    {
        string[] fields = line.Split(',');
        if (fields.Length != Header.Split(',').Length)
        {
            throw new FormatException(
                $"A row of a table of counterexamples has {Header.Split(',').Length} fields, but \"{line}\" has {fields.Length}.");
        }

        int Number(int field) => int.Parse(fields[field], CultureInfo.InvariantCulture);
        return new Row(
            fields[0],
            fields[1],
            ulong.Parse(fields[2], CultureInfo.InvariantCulture),
            new CaseSize(
                Number(3),
                Number(4),
                Number(5),
                Number(6),
                Number(7),
                Enum.Parse<Direction>(fields[8]),
                bool.Parse(fields[9]),
                Number(10)),
            Number(11));
    }

    /// <summary>The counterexample of a mutant to a law, as it was left at the end.</summary>
    /// <param name="Mutant">The mutant.</param>
    /// <param name="Law">The law.</param>
    /// <param name="Seed">The seed of the run.</param>
    /// <param name="Size">How large it is.</param>
    /// <param name="Shrinks">How many times it was made smaller.</param>
    internal sealed record Row(string Mutant, string Law, ulong Seed, CaseSize Size, int Shrinks);
}
