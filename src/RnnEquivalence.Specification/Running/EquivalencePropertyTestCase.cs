using System.Diagnostics;
using System.Reflection;
using FsCheck;
using FsCheck.Xunit;
using Microsoft.FSharp.Core;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace RnnEquivalence.Running;

/// <summary>
/// Runs a law. FsCheck draws, checks and shrinks; this class gives it the run's seed and number of cases, and turns
/// its result into the run's summary or a failure that a person can use.
/// </summary>
public sealed class EquivalencePropertyTestCase : PropertyTestCase, ISelfExecutingXunitTestCase
{
    private const int FsCheckDefaultCases = 100;

    /// <summary>Up to how many cases share a shape where there are many: beyond that, hardly any time is left to be saved.</summary>
    private const int MostMembers = 64;

    /// <summary>For deserialisation only.</summary>
    [Obsolete("Called by the de-serializer; should only be called by deriving classes for de-serialization purposes")]
    public EquivalencePropertyTestCase()
    {
    }

    internal EquivalencePropertyTestCase(TestCaseDetails details)
        : base(
            details.Method,
            details.DisplayName,
            details.UniqueId,
            details.Explicit,
            Option(details.SkipExceptions),
            Option(details.SkipReason),
            Option(details.SkipType),
            Option(details.SkipUnless),
            Option(details.SkipWhen),
            Option(details.Traits),
            testMethodArguments: null,
            Option(details.SourceFilePath),
            details.SourceLineNumber is { } line ? FSharpOption<int>.Some(line) : null,
            timeout: null)
    {
    }

    /// <inheritdoc/>
    async ValueTask<RunSummary> ISelfExecutingXunitTestCase.Run(
        ExplicitOption explicitOption,
        IMessageBus messageBus,
        object?[] constructorArguments,
        ExceptionAggregator aggregator,
        CancellationTokenSource cancellationTokenSource,
        ParallelMode parallelMode,
        ExecutionScheduler scheduler,
        FixtureMappingManager methodFixtureMappings)
    {
        IReadOnlyCollection<IXunitTest> tests = await aggregator.RunAsync(CreateTests, []);
        return await new TestCaseRunner(this).Run(
            this,
            tests,
            messageBus,
            aggregator.Clone(),
            cancellationTokenSource,
            parallelMode,
            scheduler,
            TestCaseDisplayName,
            SkipReason,
            explicitOption,
            constructorArguments,
            methodFixtureMappings);
    }

    private static FSharpOption<T>? Option<T>(T? value)
        where T : class => value is null ? null : FSharpOption<T>.Some(value);

    private void Check(XunitTestRunnerContext context, object? instance)
    {
        MethodInfo method = context.Test.TestMethod.Method;
        if (method.GetParameters().Length > 0 || method.ReturnType != typeof(Law))
        {
            throw new InvalidOperationException(
                $"{method.Name} is marked with [EquivalenceProperty], so it must return a {nameof(Law)} and take no parameters; "
                + "draw the case with ForAll.");
        }

        var law = (Law)method.Invoke(instance, BindingFlags.DoNotWrapExceptions, null, null, null)!;
        Config config = Configure(context, method);
        LawOutcome outcome = LawRunner.Run(
            method.Name, law, config, Scoreboard.Current.Observers(Settings.Current), MembersOf(Settings.Current, config.MaxTest));
        Scoreboard.Current.Add(law, outcome.Tally);
        if (Settings.Current.Of(Knobs.Quick) && !outcome.IsRefuted && outcome.Tally.Worst is null)
        {
            throw new InvalidOperationException(
                $"{DynamicSkipToken.Value}In the {config.MaxTest} cases of a first look there was nothing to compare.");
        }

        LawReport.ThrowUnlessHeld(method, outcome);
    }

    private static int MembersOf(Settings settings, int cases) => settings.Of(Knobs.Seed).Replay is { } replay
        ? replay.Members
        : settings.Of(Knobs.Family) ?? Math.Clamp(cases / Knobs.DefaultCases, 1, MostMembers);

    private Config Configure(XunitTestRunnerContext context, MethodInfo method)
    {
        var output = new TestOutputHelper();
        output.Initialize(context.MessageBus, context.Test);
        Config config = Init(output);
        output.Uninitialize();

        int declared = config.MaxTest == FsCheckDefaultCases ? Knobs.DefaultCases : config.MaxTest;
        int usual = Settings.Current.Of(Knobs.Quick) ? Math.Min(declared, Knobs.QuickCases) : declared;
        config = config.WithMaxTest(Settings.Current.Of(Knobs.Cases) ?? usual);
        SeedChoice seed = Settings.Current.Of(Knobs.Seed);
        return seed.Replay is { } replay
            ? config.WithReplay(replay.Seed, replay.Gamma, replay.Size)
            : LawRunner.WithSeed(config, seed.Seed, $"{method.ReflectedType?.FullName}.{method.Name}");
    }

    private sealed class TestCaseRunner(EquivalencePropertyTestCase owner) : XunitTestCaseRunner
    {
        protected override ValueTask<RunSummary> RunTest(XunitTestCaseRunnerContext context, IXunitTest test) =>
            new TestRunner(owner).Run(
                test,
                context.MessageBus,
                context.ConstructorArguments,
                context.ExplicitOption,
                context.Aggregator.Clone(),
                context.CancellationTokenSource,
                context.ParallelMode,
                context.Scheduler,
                context.BeforeAfterTestAttributes,
                context.CaseFixtureMappings);
    }

    private sealed class TestRunner(EquivalencePropertyTestCase owner) : XunitTestRunner
    {
        protected override ValueTask<(bool Continue, TestResultState ResultState)> OnTestSkipped(
            XunitTestRunnerContext ctxt, string skipReason, decimal executionTime, string output, string[]? warnings)
        {
            if (owner.SkipUnless is not null && Judged.By(ctxt.Test.TestMethod.TestClass.Class) is { } judged)
            {
                Scoreboard.Current.AddSkipped(judged);
            }

            return base.OnTestSkipped(ctxt, skipReason, executionTime, output, warnings);
        }

        protected override ValueTask<TimeSpan> InvokeTest(XunitTestRunnerContext context, object? instance)
        {
            long start = Stopwatch.GetTimestamp();
            owner.Check(context, instance);
            return new ValueTask<TimeSpan>(Stopwatch.GetElapsedTime(start));
        }
    }
}
