using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using RnnEquivalence.Backends;
using RnnEquivalence.Backends.TorchSharp;
using RnnEquivalence.Model;
using RnnEquivalence.Running;
using RnnEquivalence.Specifications;
using RnnEquivalence.Verdicts;
using Xunit;

namespace RnnEquivalence.SelfTests.Specifications;

/// <summary>Kernels that take one mode for another.</summary>
public sealed class TrainingFaultTests
{
    private const ulong Seeds = 20;

    [Fact]
    public void DropoutInEvaluation_IsRefuted() =>
        IsRefuted(new Network<AlwaysTraining>().Evaluation_WithDropout_EqualsExpandedFormulas);

    [Fact]
    public void DropoutThatNobodyAskedFor_IsRefuted() =>
        IsRefuted(new Network<AlwaysDropping>().Training_WithoutDropout_EqualsExpandedFormulas);

    [Fact]
    public void WeightsThatDecayInTraining_AreRefuted() =>
        IsRefuted(new Network<Decaying>().Training_WithoutDropout_EqualsExpandedFormulas);

    [Fact]
    public void OutputsScaledInEvaluation_AreRefuted() =>
        IsRefuted(new Network<ScalingInEvaluation>().Evaluation_WithDropout_EqualsExpandedFormulas);

    private static void IsRefuted(Func<Law> stated)
    {
        for (ulong seed = 1; seed <= Seeds; seed++)
        {
            Law law = stated();
            var notToShrink = new Law(law.Judged, law.Traits, Arb.From(law.Cases.Generator), law.Check);
            Config config = LawRunner.WithSeed(Config.Quick.WithMaxTest(60), seed, nameof(TrainingFaultTests));

            LawRunner.Run(nameof(TrainingFaultTests), notToShrink, config).Cause.Should().BeOfType<LawRefutedException>($"seed {seed}");
        }
    }

    private sealed class Network<T> : NetworkSpecification<T>
        where T : IRecurrentBackend, new();

    private abstract class Faulty(
        Func<TrainingMode, TrainingMode> mistake, Func<TrainingMode, RecurrentParameters, RecurrentParameters>? change = null)
        : ITrainableBackend
    {
        private static readonly TorchSharpFusedFloat64 Correct = new();

        public string Name => GetType().Name;

        public BackendTraits Traits => Correct.Traits;

        public IRecurrentModule Create(RecurrentArchitecture architecture, RecurrentParameters parameters) =>
            Correct.Create(architecture, parameters);

        public IRecurrentModule Create(RecurrentArchitecture architecture, RecurrentParameters parameters, TrainingMode mode) =>
            Correct.Create(
                architecture,
                change?.Invoke(mode, parameters) ?? parameters,
                architecture.Layers > 1 ? mistake(mode) : mode);
    }

    private sealed class AlwaysTraining() : Faulty(mode => mode with { IsTraining = true });

    private sealed class AlwaysDropping() : Faulty(mode => mode with { Dropout = 0.1 });

    private sealed class Decaying() : Faulty(
        mode => mode, (mode, parameters) => mode.IsTraining ? Scaled(parameters, 0.99) : parameters);

    /// <summary>Dropout as it was first described, which scales in evaluation instead of in training.</summary>
    private sealed class ScalingInEvaluation() : Faulty(
        mode => mode, (mode, parameters) => mode.IsTraining ? parameters : Scaled(parameters, 1 - mode.Dropout));

    private static RecurrentParameters Scaled(RecurrentParameters parameters, double factor) =>
        parameters.MapGates((_, gate) => gate with { InputWeights = gate.InputWeights.Map(value => factor * value) });
}
