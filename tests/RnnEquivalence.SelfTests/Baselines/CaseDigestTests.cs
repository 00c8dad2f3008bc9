using FluentAssertions;
using RnnEquivalence.Backends;
using RnnEquivalence.Baselines;
using RnnEquivalence.Generation;
using RnnEquivalence.Model;
using Xunit;

namespace RnnEquivalence.SelfTests.Baselines;

public sealed class CaseDigestTests
{
    private static readonly BackendTraits Traits = Declared.Everything(ElementType.Float32);

    private static readonly IReadOnlyList<BaselineCase> Cases = BaselineCases.Draw(Traits, BaselineCases.Seed);

    [Fact]
    public void Cases_AreTheSameWheneverTheyAreDrawn_AndDifferFromEachOther()
    {
        string[] digests = [.. Cases.Select(one => CaseDigest.Of(one.Trial))];

        BaselineCases.Draw(Traits, BaselineCases.Seed).Select(one => CaseDigest.Of(one.Trial)).Should().Equal(digests);
        digests.Should().OnlyHaveUniqueItems();
        Cases.Select(one => one.Variant).Distinct().Should().Equal(CellVariant.All);
        Cases.Should().OnlyContain(one => one.Variant.Cell == one.Trial.Architecture.Cell);
    }

    [Fact]
    public void Cases_OfAVariant_DoNotDependOnWhatElseIsDeclared()
    {
        BackendTraits onlyLstm = Traits.Only(RecurrentCell.Lstm);

        BaselineCases.Draw(onlyLstm, BaselineCases.Seed).Select(one => CaseDigest.Of(one.Trial)).Should()
            .Equal(Cases.Where(one => one.Trial.Architecture.Cell == RecurrentCell.Lstm).Select(one => CaseDigest.Of(one.Trial)));
    }

    [Fact]
    public void Digest_ChangesWithTheForgetBias()
    {
        RecurrentCase trial = Cases.First(one => one.Variant == CellVariant.Lstm).Trial;
        RecurrentArchitecture other = trial.Architecture with { ForgetBias = trial.Architecture.ForgetBias + 1 };

        CaseDigest.Of(new RecurrentCase(other, trial.Parameters, trial.Input))
            .Should().NotBe(CaseDigest.Of(trial));
    }

    /// <summary>The last bit of each tensor, and each property of the network.</summary>
    [Fact]
    public void Digest_ChangesWithEverythingThatAKernelIsGiven()
    {
        RecurrentCase trial = Enumerable.Range(0, 20)
            .SelectMany(seed => BaselineCases.Draw(Traits, (ulong)seed))
            .Select(one => one.Trial)
            .First(HasEverything);
        RecurrentArchitecture network = trial.Architecture;
        RecurrentInput input = trial.Input;
        RecurrentCase[] others =
        [
            With(network with { BatchFirst = !network.BatchFirst }),
            With(network with { ActivationClip = 7 }),
            With(network with { CellClip = 7 }),
            With(network with { ReverseActivations = CellActivations.Usual with { State = Activation.Relu } }),
            WithGates(gate => gate with { InputWeights = gate.InputWeights.Map(Next) }),
            WithGates(gate => gate with { RecurrentWeights = gate.RecurrentWeights.Map(Next) }),
            WithGates(gate => gate with { InputBias = Array.ConvertAll(gate.InputBias!, Next) }),
            WithGates(gate => gate with { RecurrentBias = Array.ConvertAll(gate.RecurrentBias!, Next) }),
            WithGates(gate => gate with { Peephole = gate.Peephole is null ? null : Array.ConvertAll(gate.Peephole, Next) }),
            trial.With(trial.Parameters.Map(cell => cell.WithProjection(cell.Projection!.Map(Next)))),
            trial.With(input with { Values = input.Values.Map(Next) }),
            trial.With(input with { Lengths = [.. input.Lengths!.Select(length => length == 0 ? 1 : length - 1)] }),
            trial.With(input with { Lengths = null, Values = input.Values.Map(value => double.IsFinite(value) ? value : 0) }),
            trial.With(input with { InitialState = null }),
            trial.With(input with { InitialState = input.InitialState!.Map(state => state with { Hidden = state.Hidden.Map(Next) }) }),
            trial.With(input with { InitialState = input.InitialState!.Map(state => state with { Cell = state.Cell!.Map(Next) }) }),
        ];

        others.Select(CaseDigest.Of).Append(CaseDigest.Of(trial)).Should().OnlyHaveUniqueItems();

        RecurrentCase With(RecurrentArchitecture changed) => new(changed, trial.Parameters, input);

        RecurrentCase WithGates(Func<GateParameters, GateParameters> change) =>
            trial.With(trial.Parameters.MapGates((_, gate) => change(gate)));

        static bool HasEverything(RecurrentCase one) =>
            one.Architecture is { HasPeepholes: true, ActivationClip: not null, CellClip: not null, ProjectionSize: not null }
            && one.Architecture is { Directions: 2, HasInputBias: true, HasRecurrentBias: true }
            && one.Input is { Lengths: not null, InitialState.HasCell: true };

        static double Next(double value) => double.IsFinite(value) ? MathF.BitIncrement((float)value) : value;
    }
}
