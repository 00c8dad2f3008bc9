using FluentAssertions;
using RnnEquivalence.Baselines;
using RnnEquivalence.Model;
using Xunit;

namespace RnnEquivalence.SelfTests.Baselines;

/// <summary>What cannot be compared with is refused, by the name of the file, with what was expected and what was found.</summary>
public sealed class BaselineFileTests
{
    public static TheoryData<ElementType> Types { get; } = [.. ElementTypes.All];

    [Fact]
    public void Record_ReadsBackAsItWasWritten()
    {
        using RecordFolder folder = RecordFolder.WithOld();
        BaselineRecord first = folder.File.Read();

        folder.Rewrite(record => record);

        folder.File.Read().Should().BeEquivalentTo(first);
        folder.Names.Should().Equal("VersionedBackend.json");
        first.Traits.ToTraits(VersionedBackend.Old.Traits).Should().BeEquivalentTo(VersionedBackend.Old.Traits);
    }

    /// <summary>Version control may do that to a text.</summary>
    [Fact]
    public void OtherLineEnds_DoNoHarm()
    {
        using RecordFolder folder = RecordFolder.WithOld();

        Edit(folder, text => text.ReplaceLineEndings("\r\n"));

        folder.File.Read().CaseCount.Should().Be(96);
    }

    [Fact]
    public void MissingFolder_IsNamed()
    {
        using var folder = new RecordFolder();

        Refused(
            folder, $"There is no record of VersionedBackend: {folder.File.Path} is expected. The folder does not exist.*RNNEQ_RECORD*");
    }

    [Fact]
    public void MissingFile_IsNamed_WithThoseThatThereAre()
    {
        using RecordFolder folder = RecordFolder.WithOld();
        File.Move(folder.File.Path, Path.Combine(folder.Path, "Other.json"));

        Refused(folder, $"There is no record of VersionedBackend: {folder.File.Path} is expected. The folder has Other.json.*");
    }

    [Fact]
    public void AnotherBackendsFile_IsRefused()
    {
        using RecordFolder folder = RecordFolder.WithOld();
        folder.Rewrite(record => record with { Class = "Some.Other" });

        Refused(
            folder,
            $"{folder.File.Path} cannot be compared with: "
            + $"the backend {typeof(VersionedBackend).FullName} is expected, but Some.Other is found.*");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(500)]
    [InlineData(20_000)]
    public void CutFile_IsRefused(int length)
    {
        using RecordFolder folder = RecordFolder.WithOld();
        Edit(folder, text => text[..length]);

        Refused(
            folder,
            $"{folder.File.Path} cannot be compared with: "
            + "a whole record in JSON is expected, but it is cut off, damaged, or no record.*");
    }

    /// <summary>Any digit: of a number, of a digest, of the seed, of a description.</summary>
    [Theory]
    [InlineData("\"y\": \"")]
    [InlineData("\"inputs\": \"")]
    [InlineData("\"case\": \"")]
    [InlineData("\"seed\": ")]
    [InlineData("\"relative\": ")]
    [InlineData("\"backend\": \"")]
    [InlineData("\"checksum\": \"")]
    public void ChangedDigit_IsRefused(string before)
    {
        using RecordFolder folder = RecordFolder.WithOld();
        Edit(folder, text =>
        {
            int place = text.IndexOf(before, StringComparison.Ordinal) + before.Length;
            return $"{text[..place]}{(text[place] == '7' ? '8' : '7')}{text[(place + 1)..]}";
        });

        Refused(
            folder,
            $"{folder.File.Path} cannot be compared with: the checksum * is expected, but * is found. It is damaged, or was edited.");
    }

    [Fact]
    public void AnotherFormat_IsRefused_WhateverElseTheFileHas()
    {
        using RecordFolder folder = RecordFolder.WithOld();
        File.WriteAllText(folder.File.Path, """{ "format": 1, "tensors": [] }""");

        Refused(
            folder,
            $"{folder.File.Path} cannot be compared with: the format 2 is expected, but 1 is found.*another version of this suite*");
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("null")]
    public void WhatIsNoRecord_IsRefused(string content)
    {
        using RecordFolder folder = RecordFolder.WithOld();
        File.WriteAllText(folder.File.Path, content);

        Refused(folder, $"{folder.File.Path} cannot be compared with: the format 2 is expected, but none is found.*");
    }

    [Theory]
    [InlineData("""{ "format": 2 }""")]
    [InlineData("""{ "format": 2, "class": null }""")]
    public void IncompleteRecord_IsRefused(string content)
    {
        using RecordFolder folder = RecordFolder.WithOld();
        File.WriteAllText(folder.File.Path, content);

        Refused(folder, $"{folder.File.Path} cannot be compared with: a whole record in JSON is expected*");
    }

    /// <summary>What a changed generator looks like.</summary>
    [Fact]
    public void OtherCases_AreRefused_AndItIsSaidWhatToDo()
    {
        using RecordFolder folder = RecordFolder.WithOld();
        folder.Rewrite(record => record with { Seed = record.Seed + 1 });

        Refused(
            folder,
            $"{folder.File.Path} cannot be compared with: case 1 is another one.\n"
            + "  expected      Rnn, Float32, T=*digest *\n"
            + "  found         Rnn, Float32, T=*digest *\n"
            + "*Record anew, with this version of the suite and the old version of the library: RNNEQ_RECORD=folder");
    }

    [Fact]
    public void FewerCases_AreRefused()
    {
        using RecordFolder folder = RecordFolder.WithOld();
        folder.Rewrite(record => record with { CaseCount = 95, Cases = [.. record.Cases.Skip(1)] });

        Refused(folder, $"{folder.File.Path} cannot be compared with: 96 cases are expected, but 95 are found.*Record anew*");
    }

    [Fact]
    public void TensorOfAnotherSize_IsRefused()
    {
        using RecordFolder folder = RecordFolder.WithOld();
        folder.Rewrite(record => With(record, 2, record.Cases[2] with { Y = "AAAA" }));

        Refused(folder, $"{folder.File.Path}, case 3 (Rnn, *): y has 3 bytes, but * are expected: (*) numbers of Float32.");
    }

    [Fact]
    public void TensorThatIsNoBase64_IsRefused()
    {
        using RecordFolder folder = RecordFolder.WithOld();
        folder.Rewrite(record => With(record, 0, record.Cases[0] with { HiddenStates = ["*"] }));

        Refused(folder, $"{folder.File.Path}, case 1 (Rnn, *): h_n is not base64: the record is damaged.");
    }

    [Fact]
    public void StateThatTheCellHasNot_IsRefused()
    {
        using RecordFolder folder = RecordFolder.WithOld();
        folder.Rewrite(record => With(record, 0, record.Cases[0] with { CellStates = ["AAAA"] }));

        Refused(folder, $"{folder.File.Path}, case 1 (Rnn, *): there are 1 tensors c_n, but 0 are expected*");
    }

    [Fact]
    public void FolderThatCannotBe_IsNamed()
    {
        using RecordFolder folder = RecordFolder.WithOld();
        string impossible = Path.Combine(folder.File.Path, "below a file");

        Action record = () => BaselineRun.Recorded(VersionedBackend.Old, impossible);

        record.Should().Throw<BaselineException>().WithMessage($"{Path.Combine(impossible, "VersionedBackend.json")} cannot be written:*");
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Numbers_KeepTheirBits(ElementType type)
    {
        double[] numbers =
        [
            0, -0.0, 1, type.Round(-0.1), type.SmallestSubnormal(), -type.SmallestNormal(),
            double.NaN, double.PositiveInfinity, double.NegativeInfinity,
        ];

        double[] read = RecordedNumbers.Read("y", type, [3, 3], RecordedNumbers.Write("y", type, numbers));

        read.Select(BitConverter.DoubleToInt64Bits).Should().Equal(numbers.Select(BitConverter.DoubleToInt64Bits));
    }

    [Fact]
    public void NumberOfAnotherFormat_IsNotRounded_ButRefused()
    {
        Action write = () => RecordedNumbers.Write("y", ElementType.Float32, [0.5, 0.1]);

        write.Should().Throw<BaselineException>().WithMessage("y holds 0.1, which is no number of Float32*");
    }

    private static BaselineRecord With(BaselineRecord record, int index, RecordedCase edited) =>
        record with { Cases = [.. record.Cases.Select((own, place) => place == index ? edited : own)] };

    private static void Edit(RecordFolder folder, Func<string, string> edit) =>
        File.WriteAllText(folder.File.Path, edit(File.ReadAllText(folder.File.Path)));

    private static void Refused(RecordFolder folder, string message)
    {
        Action compare = () => BaselineRun.Compared(VersionedBackend.Old, folder.Path);

        compare.Should().Throw<BaselineException>().WithMessage(message);
    }
}
