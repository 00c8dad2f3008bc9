using RnnEquivalence.Model;
using static TorchSharp.torch;

namespace RnnEquivalence.Backends.TorchSharp;

/// <summary>The parameters of one cell as the tensors that a kernel is given.</summary>
internal interface ICellTensors
{
    /// <summary>The tensors that hold parameters of the model, and not mere stand-ins: what a loss is differentiated by.</summary>
    IReadOnlyList<Tensor> Leaves { get; }

    /// <summary>Overwrites the tensors.</summary>
    void Load(CellParameters parameters);

    /// <summary>What <paramref name="read"/> makes of each of the <see cref="Leaves"/>, in the form of the parameters.</summary>
    CellParameters Read(Func<Tensor, double[]> read);
}
