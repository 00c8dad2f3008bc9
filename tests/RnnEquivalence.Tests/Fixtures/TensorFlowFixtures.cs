using RnnEquivalence.Conventions;
using RnnEquivalence.Model;

namespace RnnEquivalence.Tests.Fixtures;

/// <summary>The post's experiment with TensorFlow's basic RNN cell: <c>fixtures/tensorflow-basic-rnn.json</c>.</summary>
/// <param name="Cell">The kernel of all ones and the bias of all zeros.</param>
/// <param name="Inputs">X0 and X1, shape (2, 1, 3).</param>
/// <param name="PrintedOutputs">Y0 and Y1 as the post printed them, shape (2, 1, 5).</param>
/// <param name="ExactOutputs">Y0 and Y1 worked out with <c>math.tanh</c>.</param>
internal sealed record BasicRnnFixture(TensorFlowBasicRnnKernel Cell, Sequence Inputs, Sequence PrintedOutputs, Sequence ExactOutputs)
{
    public static BasicRnnFixture Load() => Load("tensorflow-basic-rnn.json", Fixture.Bytes("tensorflow-basic-rnn.json"));

    public static BasicRnnFixture Load(string file, ReadOnlyMemory<byte> json) =>
        FixtureReader.Read(file, json, "rnn-equivalence/tensorflow-basic-rnn/1", root =>
        {
            _ = root.Text("source");
            int inputSize = root.Count("inputSize");
            int hiddenSize = root.Count("hiddenSize");
            int timeSteps = root.Count("timeSteps");
            int batch = root.Count("batchSize");
            return new BasicRnnFixture(
                new TensorFlowBasicRnnKernel(root.Matrix("kernel", inputSize + hiddenSize, hiddenSize), root.Vector("bias", hiddenSize)),
                root.Sequence("inputs", timeSteps, batch, inputSize),
                root.Sequence("printedOutputs", timeSteps, batch, hiddenSize),
                root.Sequence("exactOutputs", timeSteps, batch, hiddenSize));
        });
}

/// <summary>The small LSTM sample that the post wished for: <c>fixtures/tensorflow-basic-lstm.json</c>.</summary>
/// <param name="Cell">Kernel, bias and forget bias.</param>
/// <param name="Inputs">Shape (T, N, I).</param>
/// <param name="InitialState">(h0, c0).</param>
/// <param name="Steps">Every intermediate value of every time step.</param>
internal sealed record BasicLstmFixture(
    TensorFlowBasicLstmKernel Cell, Sequence Inputs, RecurrentState InitialState, LstmStepValues[] Steps)
{
    public static BasicLstmFixture Load() => Load("tensorflow-basic-lstm.json", Fixture.Bytes("tensorflow-basic-lstm.json"));

    public static BasicLstmFixture Load(string file, ReadOnlyMemory<byte> json) =>
        FixtureReader.Read(file, json, "rnn-equivalence/tensorflow-basic-lstm/1", root =>
        {
            _ = root.Text("source");
            int inputSize = root.Count("inputSize");
            int hiddenSize = root.Count("hiddenSize");
            int timeSteps = root.Count("timeSteps");
            int batch = root.Count("batchSize");
            Matrix State(FixtureReader at, string name) => at.Matrix(name, batch, hiddenSize);
            return new BasicLstmFixture(
                new TensorFlowBasicLstmKernel(
                    root.Matrix("kernel", inputSize + hiddenSize, 4 * hiddenSize),
                    root.Vector("bias", 4 * hiddenSize),
                    root.Number("forgetBias")),
                root.Sequence("inputs", timeSteps, batch, inputSize),
                root.Object("initialState", state => new RecurrentState(State(state, "h"), State(state, "c"))),
                root.Objects("steps", timeSteps, step => new LstmStepValues(
                    State(step, "i"), State(step, "j"), State(step, "f"), State(step, "o"), State(step, "c"), State(step, "h"))));
        });
}

/// <summary>The values of one time step, each of shape (N, H): the gates after their activations, the new c and h.</summary>
internal sealed record LstmStepValues(Matrix I, Matrix J, Matrix F, Matrix O, Matrix C, Matrix H);

/// <summary>The post's LSTM over images of 28 rows of 28 pixels: <c>fixtures/tensorflow-basic-lstm-mnist.json</c>.</summary>
/// <param name="Cell">Kernel (41, 52), bias (52,), forget bias.</param>
/// <param name="Images">Pixels 0 to 255, shape (N, 784).</param>
/// <param name="Outputs">h of every time step, shape (28, N, 13).</param>
/// <param name="FinalState">(h, c), each (N, 13).</param>
internal sealed record ImagesFixture(TensorFlowBasicLstmKernel Cell, Matrix Images, Sequence Outputs, RecurrentState FinalState)
{
    public const int Rows = 28;
    public const int Columns = 28;

    public static ImagesFixture Load() => Load("tensorflow-basic-lstm-mnist.json", Fixture.Bytes("tensorflow-basic-lstm-mnist.json"));

    private static ImagesFixture Load(string file, ReadOnlyMemory<byte> json) =>
        FixtureReader.Read(file, json, "rnn-equivalence/tensorflow-basic-lstm-images/1", root =>
        {
            _ = root.Text("source");
            int rows = root.Count("imageRows");
            int columns = root.Count("imageColumns");
            int hiddenSize = root.Count("hiddenSize");
            int batch = root.Count("batchSize");
            return new ImagesFixture(
                new TensorFlowBasicLstmKernel(
                    root.Matrix("kernel", columns + hiddenSize, 4 * hiddenSize),
                    root.Vector("bias", 4 * hiddenSize),
                    root.Number("forgetBias")),
                root.Matrix("images", batch, rows * columns),
                root.Sequence("outputs", rows, batch, hiddenSize),
                root.Object("finalState", state => new RecurrentState(
                    state.Matrix("h", batch, hiddenSize), state.Matrix("c", batch, hiddenSize))));
        });
}

/// <summary>Finds the committed fixtures, which the build copies beside the tests.</summary>
internal static class Fixture
{
    public static byte[] Bytes(string file) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "fixtures", file));
}
