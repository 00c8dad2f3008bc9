using RnnEquivalence.Conventions;
using RnnEquivalence.Model;
using static RnnEquivalence.SelfTests.Conventions.ArrayMath;

namespace RnnEquivalence.SelfTests.Conventions;

/// <summary>One time step of the cells of each library, on its own weights and as its own source or documentation has them.</summary>
internal static class WrittenOutCells
{
    /// <summary>One time step.</summary>
    public delegate (Matrix H, Matrix? C) Step(Matrix x, Matrix h, Matrix? c);

    /// <summary><c>torch.nn.RNN</c>, <c>LSTM</c>, <c>GRU</c>: their documentation.</summary>
    public static Step OfPyTorch(RecurrentArchitecture network, PyTorchWeights weights) => (x, h, c) =>
    {
        Matrix gi = Add(MatMul(x, T(weights.WeightIh)), weights.BiasIh);
        Matrix gh = Add(MatMul(h, T(weights.WeightHh)), weights.BiasHh);
        switch (network.Cell)
        {
            case RecurrentCell.Rnn:
                return (OfState(network, Add(gi, gh)), null);
            case RecurrentCell.Lstm:
                Matrix[] gates = Split(Add(gi, gh), 4);
                (Matrix i, Matrix f, Matrix g, Matrix o) = (Sigmoid(gates[0]), Sigmoid(gates[1]), Tanh(gates[2]), Sigmoid(gates[3]));
                Matrix nextC = Add(Multiply(f, c!), Multiply(i, g));
                Matrix nextH = Multiply(o, Tanh(nextC));
                return (weights.WeightHr is null ? nextH : MatMul(nextH, T(weights.WeightHr)), nextC);
            default:
                (Matrix[] ofInput, Matrix[] ofState) = (Split(gi, 3), Split(gh, 3));
                Matrix r = Sigmoid(Add(ofInput[0], ofState[0]));
                Matrix z = Sigmoid(Add(ofInput[1], ofState[1]));
                Matrix n = Tanh(Add(ofInput[2], Multiply(r, ofState[2])));
                return (Add(Multiply(OneMinus(z), n), Multiply(z, h)), null);
        }
    };

    /// <summary><c>keras.layers.SimpleRNN</c>, <c>LSTM</c>, <c>GRU</c>: the method <c>call</c> of their cells.</summary>
    public static Step OfKeras(RecurrentArchitecture network, KerasWeights weights) => (x, h, c) =>
    {
        Matrix matrixX = Add(MatMul(x, weights.Kernel), weights.Bias?.Row(0).ToArray());
        int units = network.HiddenSize;
        switch (network.Cell)
        {
            case RecurrentCell.Rnn:
                return (OfState(network, Add(matrixX, MatMul(h, weights.RecurrentKernel))), null);
            case RecurrentCell.Lstm:
                Matrix[] gates = Split(Add(matrixX, MatMul(h, weights.RecurrentKernel)), 4);
                Matrix nextC = Add(Multiply(Sigmoid(gates[1]), c!), Multiply(Sigmoid(gates[0]), Tanh(gates[2])));
                return (Multiply(Sigmoid(gates[3]), Tanh(nextC)), nextC);
            case RecurrentCell.Gru:
                Matrix matrixInner = Add(MatMul(h, weights.RecurrentKernel), weights.Bias?.Row(1).ToArray());
                return Mixed(
                    Sigmoid(Add(Columns(matrixX, 0, units), Columns(matrixInner, 0, units))),
                    Sigmoid(Add(Columns(matrixX, units, 2 * units), Columns(matrixInner, units, 2 * units))),
                    r => Multiply(r, Columns(matrixInner, 2 * units, 3 * units)));
            default:
                Matrix ofGates = MatMul(h, Columns(weights.RecurrentKernel, 0, 2 * units));
                return Mixed(
                    Sigmoid(Add(Columns(matrixX, 0, units), Columns(ofGates, 0, units))),
                    Sigmoid(Add(Columns(matrixX, units, 2 * units), Columns(ofGates, units, 2 * units))),
                    r => MatMul(Multiply(r, h), Columns(weights.RecurrentKernel, 2 * units, 3 * units)));
        }

        (Matrix, Matrix?) Mixed(Matrix z, Matrix r, Func<Matrix, Matrix> recurrentH)
        {
            Matrix hh = Tanh(Add(Columns(matrixX, 2 * units, 3 * units), recurrentH(r)));
            return (Add(Multiply(z, h), Multiply(OneMinus(z), hh)), null);
        }
    };

    /// <summary>
    /// The ONNX operators RNN, LSTM, GRU: the equations of their documentation, with input_forget and linear_before_reset.
    /// </summary>
    public static Step OfOnnx(RecurrentArchitecture network, OnnxWeights weights, int direction)
    {
        (int units, int inputs, int gates) = (network.HiddenSize, weights.W.Shape[2], weights.W.Shape[1] / network.HiddenSize);
        return (x, h, c) =>
        {
            switch (network.Cell)
            {
                case RecurrentCell.Rnn:
                    return (OfState(network, Z(0)), null);
                case RecurrentCell.Lstm:
                    Matrix i = Sigmoid(Add(Z(0), Multiply(c!, P(0))));
                    Matrix f = network.CouplesGates ? OneMinus(i) : Sigmoid(Add(Z(2), Multiply(c!, P(2))));
                    Matrix nextC = Add(Multiply(f, c!), Multiply(i, Tanh(Z(3))));
                    Matrix o = Sigmoid(Add(Z(1), Multiply(nextC, P(1))));
                    return (Multiply(o, Tanh(nextC)), nextC);
                default:
                    Matrix z = Sigmoid(Z(0));
                    Matrix r = Sigmoid(Z(1));
                    Matrix ofInput = Add(MatMul(x, T(W(2))), B(2));
                    Matrix candidate = Tanh(Add(ofInput, network.Cell == RecurrentCell.Gru
                        ? Multiply(r, Add(MatMul(h, T(R(2))), B(gates + 2)))
                        : Add(MatMul(Multiply(r, h), T(R(2))), B(gates + 2))));
                    return (Add(Multiply(OneMinus(z), candidate), Multiply(z, h)), null);
            }

            Matrix Z(int gate) => Add(Add(MatMul(x, T(W(gate))), B(gate)), Add(MatMul(h, T(R(gate))), B(gates + gate)));
        };

        Matrix W(int gate) =>
            new(units, inputs, weights.W.Values.Slice(((direction * gates) + gate) * units * inputs, units * inputs).ToArray());

        Matrix R(int gate) =>
            new(units, units, weights.R.Values.Slice(((direction * gates) + gate) * units * units, units * units).ToArray());

        double[]? B(int block) => weights.B?.Values.Slice(((direction * 2 * gates) + block) * units, units).ToArray();

        double[]? P(int block) => weights.P?.Values.Slice(((direction * 3) + block) * units, units).ToArray();
    }

    private static Matrix OfState(RecurrentArchitecture network, Matrix z) =>
        network.Activations.State == Activation.Relu ? Relu(z) : Tanh(z);
}
