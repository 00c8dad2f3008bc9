using FluentAssertions;
using RnnEquivalence.Model;
using RnnEquivalence.Rounding;
using RnnEquivalence.Backends;
using RnnEquivalence.Soaks;
using RnnEquivalence.Verdicts;
using Xunit;

namespace RnnEquivalence.SelfTests.Soak;

public sealed class SoakRecordTests
{
    private const string Header = "judged\tlaw\tcell\tproducts\tcases\tinconclusive\trefuted\tworst\n";

    private static readonly Precision Precision = Declared.Accurately(ElementType.Float32);
    private static readonly Arithmetic Arithmetic = new(Precision);

    [Fact]
    public void Cases_AreCountedByLawCellAndSize()
    {
        var record = new SoakRecord();

        record.CaseEnds(Outcome("A_Law", Case(inputSize: 1, hiddenSize: 3), error: 0.25));
        record.CaseEnds(Outcome("A_Law", Case(inputSize: 2, hiddenSize: 2), error: 0.5));
        record.CaseEnds(Outcome("A_Law", Case(inputSize: 2, hiddenSize: 3), error: 0));
        record.CaseEnds(Outcome("B_Law", Case(inputSize: 32, hiddenSize: 33), error: 2));
        record.CaseEnds(Outcome("B_Law", Case(inputSize: 32, hiddenSize: 33), error: 0) with { Thrown = new InvalidCastException() });
        record.CaseEnds(Outcome("B_Law", Case(inputSize: 32, hiddenSize: 33), error: 0) with { IsDrawn = false });

        record.Rows.Should().Equal(
            (new SoakKey("a kernel", "A_Law", "Gru", "2 to 4"), new SoakCount(2, 0, 0, 0.5)),
            (new SoakKey("a kernel", "A_Law", "Gru", "5 to 16"), new SoakCount(1, 0, 0, 0)),
            (new SoakKey("a kernel", "B_Law", "Gru", "over 64"), new SoakCount(2, 0, 2, 2)));
    }

    [Fact]
    public void InconclusiveCase_IsCountedAsSuch()
    {
        var record = new SoakRecord();
        var verdict = new Verdict(Precision);
        verdict.Compare("y", 0, new Bounded(1, 0.5, Arithmetic), 1.25);

        record.CaseEnds(new CaseOutcome(new Subject("a kernel", "A_Law"), Case(1, 1), verdict, Thrown: null, IsDrawn: true));

        record.Rows.Single().Count.Should().Be(new SoakCount(1, 1, 0, 0));
    }

    [Fact]
    public void Written_AndRead_IsTheSame()
    {
        SoakRecord record = Some();

        SoakRecord.Parse(record.ToString("what ran\nand where")).Rows.Should().Equal(record.Rows);
    }

    [Fact]
    public void TwoRecords_AddUp()
    {
        SoakRecord sum = Some();

        sum.Add(Some());

        sum.Rows.Should().Equal(Some().Rows.Select(row => (row.Key, row.Count + row.Count)));
        sum.By(key => key with { Law = "", Cell = "", Size = "" }).Rows.Should().ContainSingle()
            .Which.Count.Should().Be(new SoakCount(4, 0, 2, 2));
    }

    [Theory]
    [InlineData("", "begins with the line*")]
    [InlineData("law\tcases\n", "begins with the line*law*")]
    [InlineData(Header + "a\tb\tc\t2 to 4\t1\t0\t0\n", "A row of the record*2 to 4*")]
    [InlineData(Header + "a\tb\tc\t2 to 5\t1\t0\t0\t0\n", "A row of the record*2 to 5*")]
    [InlineData(Header + "a\tb\tc\t2 to 4\t-1\t0\t0\t0\n", "*-1*")]
    public void WhatIsNoRecord_IsRefused(string text, string message)
    {
        Action parse = () => SoakRecord.Parse(text);

        parse.Should().Throw<FormatException>().WithMessage($"*{message}");
    }

    [Fact]
    public void FolderWithoutRecords_IsRefused()
    {
        string folder = Directory.CreateTempSubdirectory("soak").FullName;
        Action add = () => SoakTable.Of(folder);

        add.Should().Throw<FileNotFoundException>().WithMessage($"{folder} has no record*");
        Directory.Delete(folder);
    }

    [Fact]
    public void TwoTables_AddUp()
    {
        var one = new SoakTable(new SoakRuns(2, "2026-11-24", "2026-11-25", ["engine A", "machine B"]), Some(), Some());
        var other = new SoakTable(new SoakRuns(3, "2026-11-23", "2026-11-24", ["engine A", "engine C"]), Some(), Some());

        SoakTable sum = one + other;

        sum.Runs.ToString()
            .Should().Be("5 runs from 2026-11-23 to 2026-11-25, each with a seed of its own\nengine A\nengine C\nmachine B\n");
        SoakRuns.Parse(sum.Runs.ToString()).Should().BeEquivalentTo(sum.Runs);
        sum.Laws.Rows.Should().Equal(Some().Rows.Select(row => (row.Key, row.Count + row.Count)));
        sum.Cells.Rows.Should().Equal(sum.Laws.Rows);
    }

    [Fact]
    public void WhatIsNoListOfRuns_IsRefused() =>
        new Action(() => SoakRuns.Parse("many runs\n")).Should().Throw<FormatException>().WithMessage("What ran begins with*many runs*");

    private static SoakRecord Some()
    {
        var record = new SoakRecord();
        record.CaseEnds(Outcome("A_Law", Case(1, 1), error: 0.125));
        record.CaseEnds(Outcome("B_Law", Case(40, 40), error: 2));
        return record;
    }

    private static CaseOutcome Outcome(string law, RecurrentCase trial, double error)
    {
        var verdict = new Verdict(Precision);
        verdict.Compare("y", 0, new Bounded(1, Math.ScaleB(1, -20), Arithmetic), 1 + Math.ScaleB(error, -20));
        return new CaseOutcome(new Subject("a kernel", law), trial, verdict, Thrown: null, IsDrawn: true);
    }

    private static RecurrentCase Case(int inputSize, int hiddenSize)
    {
        var network = new RecurrentArchitecture
        {
            Cell = RecurrentCell.Gru, ElementType = ElementType.Float64, InputSize = inputSize, HiddenSize = hiddenSize,
        };
        var parameters = new RecurrentParameters(new CellParameters(network.Gates, _ => new GateParameters(
            new Matrix(hiddenSize, inputSize), new Matrix(hiddenSize, hiddenSize), null, null)));
        return new RecurrentCase(network, parameters, new RecurrentInput(new Sequence(1, 1, inputSize, new double[inputSize]), null));
    }
}
