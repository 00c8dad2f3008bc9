using FluentAssertions;
using RnnEquivalence.Backends;
using RnnEquivalence.Model;
using RnnEquivalence.Running;
using RnnEquivalence.SelfTests.Mutants;
using Xunit;

namespace RnnEquivalence.SelfTests.Running;

public sealed class SwapReportTests
{
    private static readonly BackendTraits All = MutantBackend.TraitsOfAll;

    private static readonly BackendTraits Few = All.Only(RecurrentCell.Rnn, RecurrentCell.Lstm)
        .MapCells((_, cell) => cell with { Features = cell.Features & (CellFeatures.Bidirectional | CellFeatures.Peepholes) });

    [Fact]
    public void LostAndGained_AreToldByName()
    {
        string report = new SwapReport(All, Few).ToString();

        report.Should().MatchRegex(@"lost +Layers, Reverse, Lengths, .*Gradients, ForgetBias, ReluRnn, Gru, GruResetBefore, .*CoupledLstm")
            .And.MatchRegex(@"gained +nothing").And.NotContain("lost      Bidirectional").And.NotContain("PeepholeLstm,");
        new SwapReport(Few, All).ToString().Should().MatchRegex(@"lost +nothing").And.MatchRegex(@"gained +Layers");
    }

    [Fact]
    public void SharedTraits_AreWhatBothDeclareWithTheLargerErrors()
    {
        BackendTraits coarse = Few.MapCells((_, cell) => cell with { Tanh = new(1, Absolute: 9), Sigmoid = new(100) });

        BackendTraits shared = All.SharedWith(coarse);

        shared.Cells.Keys.Should().BeEquivalentTo([RecurrentCell.Rnn, RecurrentCell.Lstm]);
        shared.Of(RecurrentCell.Rnn).Features.Should().Be(CellFeatures.Bidirectional);
        shared.Of(RecurrentCell.Lstm).Features.Should().Be(CellFeatures.Bidirectional | CellFeatures.Peepholes);
        shared.Of(RecurrentCell.Lstm).Tanh.Should().Be(All.Of(RecurrentCell.Lstm).Tanh with { Absolute = 9 });
        shared.Of(RecurrentCell.Lstm).Sigmoid.Relative.Should().Be(100);
        FluentActions.Invoking(() => All.SharedWith(Few with { ElementType = ElementType.Float64 }))
            .Should().Throw<ArgumentException>().WithMessage("*Float32*Float64*");
    }

    [Fact]
    public void Time_IsThatOfTheOneByThatOfTheOther()
    {
        var report = new SwapReport(All, Few);
        report.ToString().Should().Contain("not taken");

        report.From(() => 1).Should().Be(1);
        report.To(() => 2).Should().Be(2);

        report.ToString().Should().Contain("of what it was");
    }
}
