using RnnEquivalence.Model;
using static TorchSharp.torch;

namespace RnnEquivalence.Backends.TorchSharp.Unfused;

/// <summary>The parameters of one gate, each a tensor of its own.</summary>
internal sealed class UnfusedGate
{
    private readonly Tensor _inputWeights;
    private readonly Tensor _recurrentWeights;
    private readonly Tensor? _inputBias;
    private readonly Tensor? _recurrentBias;
    private readonly Tensor? _peephole;

    /// <summary>A gate of a cell whose parameters <paramref name="create"/> makes.</summary>
    public UnfusedGate(RecurrentArchitecture cell, Gate gate, Func<long[], Tensor> create)
    {
        int units = cell.HiddenSize;
        _inputWeights = create([units, cell.InputSize]);
        _recurrentWeights = create([units, cell.StateSize]);
        _inputBias = cell.HasInputBias ? create([units]) : null;
        _recurrentBias = cell.HasRecurrentBias ? create([units]) : null;
        _peephole = cell.HasPeepholes && gate.HasPeephole() ? create([units]) : null;
    }

    /// <summary>W·x + b_x for each row.</summary>
    public Tensor OfInput(Tensor x) => nn.functional.linear(x, _inputWeights, _inputBias);

    /// <summary>R·h + b_h for each row.</summary>
    public Tensor OfState(Tensor h) => nn.functional.linear(h, _recurrentWeights, _recurrentBias);

    /// <summary>z + p ⊙ c; z where there are no peepholes.</summary>
    public Tensor Peep(Tensor z, Tensor c) => _peephole is null ? z : z.Plus(c.mul(_peephole));

    /// <summary>Overwrites the tensors.</summary>
    public void Load(TensorFormat format, GateParameters parameters)
    {
        format.Write(_inputWeights, parameters.InputWeights.Values.ToArray());
        format.Write(_recurrentWeights, parameters.RecurrentWeights.Values.ToArray());
        Write(_inputBias, parameters.InputBias);
        Write(_recurrentBias, parameters.RecurrentBias);
        Write(_peephole, parameters.Peephole);

        void Write(Tensor? tensor, double[]? values)
        {
            if (tensor is not null)
            {
                format.Write(tensor, values!);
            }
        }
    }

    /// <summary>What <paramref name="read"/> makes of each tensor.</summary>
    public GateParameters Read(Func<Tensor, double[]> read)
    {
        return new GateParameters(
            Matrix(_inputWeights), Matrix(_recurrentWeights), Vector(_inputBias), Vector(_recurrentBias), Vector(_peephole));

        Matrix Matrix(Tensor tensor) => new((int)tensor.shape[0], (int)tensor.shape[1], read(tensor));

        double[]? Vector(Tensor? tensor) => tensor is null ? null : read(tensor);
    }
}
