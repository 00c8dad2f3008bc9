using FluentAssertions;
using RnnEquivalence.Backends;
using RnnEquivalence.Backends.TorchSharp;
using RnnEquivalence.Formulas;
using RnnEquivalence.Model;
using RnnEquivalence.Rounding;
using RnnEquivalence.Verdicts;
using Xunit;

namespace RnnEquivalence.Tests.Fixtures;

/// <summary>The seed's own programs, with its own numbers, through the formulas and through every fused kernel.</summary>
public sealed class SeedFixtureTests
{
    /// <summary>The post printed eight digits of float32 numbers.</summary>
    private const double PrintedDigits = 5e-8;

    public static TheoryData<string> Backends { get; } = [nameof(TorchSharpFusedFloat32), nameof(TorchSharpFusedFloat64)];

    /// <summary>Y0 = tanh(0.3) = 0.2913126 and Y1 = tanh(5·tanh(0.3) + 0.3) = 0.94211787, five times each.</summary>
    [Theory]
    [MemberData(nameof(Backends))]
    public void BasicRnn_OnThePostsInputs_PrintsThePostsOutputs(string backendName)
    {
        IRecurrentBackend backend = Backend(backendName);
        BasicRnnFixture post = BasicRnnFixture.Load();
        RecurrentCase trial = Case(backend, post.Cell.ToParameters(), forgetBias: 0, post.Inputs, initial: null);

        RecurrentOutput output = Run(backend, trial);

        ShouldFollow(arithmetic => new TensorFlowBasicRnn(arithmetic, post.Cell), backend, trial, output);
        for (int time = 0; time < 2; time++)
        {
            for (int unit = 0; unit < 5; unit++)
            {
                output.Values[time, 0, unit].Should().BeApproximately(post.PrintedOutputs[time, 0, unit], PrintedDigits + 3e-8);
                output.Values[time, 0, unit].Should().BeApproximately(post.ExactOutputs[time, 0, unit], 2e-7);
            }
        }
    }

    [Fact]
    public void BasicRnnFormula_OnThePostsInputs_EqualsMathTanh()
    {
        IRecurrentBackend backend = Backend(nameof(TorchSharpFusedFloat64));
        BasicRnnFixture post = BasicRnnFixture.Load();
        RecurrentCase trial = Case(backend, post.Cell.ToParameters(), forgetBias: 0, post.Inputs, initial: null);
        var arithmetic = ArithmeticOf(backend, trial);

        Trajectory formula = Trajectory.FromInitialState((_, _) => new TensorFlowBasicRnn(arithmetic, post.Cell), arithmetic, trial);

        for (int unit = 0; unit < 5; unit++)
        {
            formula.Output(0, 0, unit).Value.Should().BeApproximately(0.2913126124515909, 1e-15);
            formula.Output(1, 0, unit).Value.Should().BeApproximately(0.9421178971878335, 1e-15);
        }
    }

    /// <summary>Every gate, c and h of every step, as derived elsewhere with fifty digits.</summary>
    [Fact]
    public void LstmFormula_OnTheSmallSample_HasEveryGateOfTheFixture()
    {
        IRecurrentBackend backend = Backend(nameof(TorchSharpFusedFloat64));
        BasicLstmFixture sample = BasicLstmFixture.Load();
        RecurrentCase trial = Case(backend, sample.Cell.ToParameters(), sample.Cell.ForgetBias, sample.Inputs, sample.InitialState);
        var arithmetic = ArithmeticOf(backend, trial);
        var lstm = new Lstm(arithmetic, trial.Architecture, trial.Parameters.Single);
        Matrix h = sample.InitialState.Single.Hidden;
        Matrix c = sample.InitialState.Single.Cell!;

        for (int time = 0; time < trial.TimeSteps; time++)
        {
            LstmStepValues expected = sample.Steps[time];
            for (int row = 0; row < trial.BatchSize; row++)
            {
                for (int unit = 0; unit < trial.HiddenSize; unit++)
                {
                    LstmUnit actual = lstm.Unit(
                        unit,
                        new BoundedVector(sample.Inputs.At(time, row)),
                        new BoundedVector(h.Row(row)),
                        new BoundedVector(c.Row(row)));

                    actual.I.Value.Should().BeApproximately(expected.I[row, unit], 1e-15);
                    actual.G.Value.Should().BeApproximately(expected.J[row, unit], 1e-15);
                    actual.F.Value.Should().BeApproximately(expected.F[row, unit], 1e-15);
                    actual.O.Value.Should().BeApproximately(expected.O[row, unit], 1e-15);
                    actual.C.Value.Should().BeApproximately(expected.C[row, unit], 1e-15);
                    actual.H.Value.Should().BeApproximately(expected.H[row, unit], 1e-15);
                }
            }

            (h, c) = (expected.H, expected.C);
        }
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void BasicLstm_OnTheSmallSample_HasEveryStateOfTheFixture(string backendName)
    {
        IRecurrentBackend backend = Backend(backendName);
        BasicLstmFixture sample = BasicLstmFixture.Load();
        RecurrentCase trial = Case(backend, sample.Cell.ToParameters(), sample.Cell.ForgetBias, sample.Inputs, sample.InitialState);

        RecurrentOutput output = Run(backend, trial);

        ShouldFollow(arithmetic => new TensorFlowBasicLstm(arithmetic, sample.Cell), backend, trial, output);
        var fixture = new RecurrentOutput(
            Sequence.Create(trial.TimeSteps, trial.BatchSize, trial.HiddenSize, (time, row, unit) => sample.Steps[time].H[row, unit]),
            new RecurrentState(sample.Steps[^1].H, sample.Steps[^1].C));
        ShouldBe(fixture, backend, trial, output);
    }

    /// <summary>
    /// Images of shape (?, 784) are reshaped to (?, 28, 28), transposed to (28, ?, 28), reshaped to (28·?, 28) and split into
    /// 28 steps of (?, 28); 28 outputs of (?, 13) come out, and the two states of an LSTMStateTuple, c first.
    /// </summary>
    [Theory]
    [MemberData(nameof(Backends))]
    public void BasicLstm_OnImagesRowByRow_HasThePostsShapesAndTheFixturesOutputs(string backendName)
    {
        IRecurrentBackend backend = Backend(backendName);
        ImagesFixture post = ImagesFixture.Load();
        int batch = post.Images.Rows;
        Sequence steps = Split(TransposedAndFlattened(Reshaped(post.Images)), batch);
        RecurrentCase trial = Case(backend, post.Cell.ToParameters(), post.Cell.ForgetBias, steps, initial: null);

        RecurrentOutput output = Run(backend, trial);
        (Matrix c, Matrix h) stateTuple = (output.FinalState.Single.Cell!, output.FinalState.Single.Hidden);

        post.Cell.Kernel.Shape.Should().Equal(41, 52);
        post.Cell.Bias.Should().HaveCount(52);
        output.Values.Shape.Should().Equal(28, batch, 13);
        stateTuple.c.Shape.Should().Equal(batch, 13);
        stateTuple.h.Shape.Should().Equal(batch, 13);
        ShouldFollow(arithmetic => new TensorFlowBasicLstm(arithmetic, post.Cell), backend, trial, output);
        ShouldBe(new RecurrentOutput(post.Outputs, post.FinalState), backend, trial, output);
    }

    /// <summary>The post declares Wy as (n_inputs, n_neurons) = 3×5 and never runs it; it has to be 5×5.</summary>
    [Fact]
    public void StackingThePostsWy_IsRefusedWithBothShapes()
    {
        Action stack = () => Conventions.TensorFlowBasicRnnKernel.Stack(new Matrix(3, 5), new Matrix(3, 5), new double[5]);

        stack.Should().Throw<ShapeException>().WithMessage("Wy has the shape (3, 5), but (5, 5) is required*");
    }

    /// <summary>tf.reshape(images, [-1, 28, 28]).</summary>
    private static double[][,] Reshaped(Matrix images) =>
    [
        .. Enumerable.Range(0, images.Rows).Select(image =>
        {
            var rows = new double[ImagesFixture.Rows, ImagesFixture.Columns];
            Buffer.BlockCopy(images.Row(image).ToArray(), 0, rows, 0, rows.Length * sizeof(double));
            return rows;
        }),
    ];

    /// <summary>tf.reshape(tf.transpose(images, [1, 0, 2]), [-1, 28]), pixels scaled to 0 … 1 in float32.</summary>
    private static Matrix TransposedAndFlattened(double[][,] images) => Matrix.Create(
        ImagesFixture.Rows * images.Length,
        ImagesFixture.Columns,
        (row, column) => (float)images[row % images.Length][row / images.Length, column] / 255f);

    /// <summary>tf.split(flattened, 28, axis 0): 28 steps of (?, 28).</summary>
    private static Sequence Split(Matrix flattened, int batch) =>
        new(ImagesFixture.Rows, batch, ImagesFixture.Columns, flattened.Values.ToArray());

    private static IRecurrentBackend Backend(string name) =>
        name == nameof(TorchSharpFusedFloat32) ? new TorchSharpFusedFloat32() : new TorchSharpFusedFloat64();

    private static RecurrentCase Case(
        IRecurrentBackend backend, CellParameters parameters, double forgetBias, Sequence inputs, RecurrentState? initial)
    {
        ElementType type = backend.Traits.ElementType;
        return new RecurrentCase(
            new RecurrentArchitecture
            {
                Cell = parameters.Gates.Count == 1 ? RecurrentCell.Rnn : RecurrentCell.Lstm,
                ElementType = type,
                InputSize = inputs.Features,
                HiddenSize = parameters[parameters.Gates[0]].RecurrentWeights.Rows,
                HasInputBias = true,
                ForgetBias = forgetBias,
            },
            new RecurrentParameters(parameters),
            new RecurrentInput(inputs.Map(value => type.Round(value)), initial));
    }

    private static RecurrentOutput Run(IRecurrentBackend backend, RecurrentCase trial)
    {
        using IRecurrentModule module = backend.Create(trial.Architecture, trial.Parameters);
        RecurrentOutput output = module.Forward(trial.Input);
        output.Validate(trial.Architecture, trial.Input);
        return output;
    }

    /// <summary>
    /// Step by step in every element type; from the initial state alone where the bound of a float64 trajectory stays
    /// sharp over all steps, which that of a float32 one need not.
    /// </summary>
    private static void ShouldFollow(
        Func<Arithmetic, ICellFormula> formula, IRecurrentBackend backend, RecurrentCase trial, RecurrentOutput output)
    {
        var arithmetic = ArithmeticOf(backend, trial);
        var verdict = new Verdict(backend.Traits.PrecisionOf(trial.Architecture.Cell));
        ICellFormula Formula(RecurrentArchitecture cell, CellParameters parameters) => formula(arithmetic);
        verdict.Compare(Trajectory.FollowingOutput(Formula, arithmetic, trial, output.Values), output);
        if (backend.Traits.ElementType == ElementType.Float64)
        {
            verdict.Compare(Trajectory.FromInitialState(Formula, arithmetic, trial), output, " over the whole trajectory");
        }

        ShouldHold(verdict);
    }

    /// <summary>The kernel's run agrees with the fixture's, taken as the run of a kernel that rounds nothing.</summary>
    private static void ShouldBe(RecurrentOutput fixture, IRecurrentBackend backend, RecurrentCase trial, RecurrentOutput output)
    {
        var arithmetic = ArithmeticOf(backend, trial);
        ICellFormula Formula(RecurrentArchitecture cell, CellParameters parameters) => CellFormulas.Of(arithmetic, cell, parameters);
        FollowedRun Followed(RecurrentOutput run) => new(run, Trajectory.FollowingOutput(Formula, arithmetic, trial, run.Values));
        var verdict = new Verdict(backend.Traits.PrecisionOf(trial.Architecture.Cell));
        verdict.Compare(Followed(fixture).Formula, fixture, " of the fixture");
        verdict.CompareRuns(" of the fixture and of the kernel", Followed(fixture), Followed(output));

        ShouldHold(verdict);
    }

    private static Arithmetic ArithmeticOf(IRecurrentBackend backend, RecurrentCase trial) =>
        new(backend.Traits.PrecisionOf(trial.Architecture.Cell));

    private static void ShouldHold(Verdict verdict)
    {
        verdict.Refutation.Should().BeNull();
        verdict.IsInconclusive.Should().BeFalse();
        verdict.Worst.Should().NotBeNull();
    }
}
