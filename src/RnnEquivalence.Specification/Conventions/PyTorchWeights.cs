using RnnEquivalence.Model;

namespace RnnEquivalence.Conventions;

/// <summary>
/// The parameters of one layer and direction of <c>torch.nn.RNN</c>, <c>torch.nn.LSTM</c> or <c>torch.nn.GRU</c>, and those of
/// <c>RNNCell</c>, <c>LSTMCell</c> or <c>GRUCell</c> (documentation of <c>torch.nn.LSTM</c>, "Variables"). The gates are blocks of H
/// rows in the order i, f, g, o or r, z, n, as in cuDNN: see <see cref="WeightConvention.PyTorch"/>.
/// </summary>
/// <param name="weightIh"><c>weight_ih_l[k]</c>, shape (G·H, I).</param>
/// <param name="weightHh"><c>weight_hh_l[k]</c>, shape (G·H, H), or (G·H, P) with a projection.</param>
/// <param name="biasIh"><c>bias_ih_l[k]</c>, shape (G·H,), or null. PyTorch itself has both biases or none.</param>
/// <param name="biasHh"><c>bias_hh_l[k]</c>, shape (G·H,), or null.</param>
/// <param name="weightHr"><c>weight_hr_l[k]</c>, shape (P, H), or null.</param>
public sealed class PyTorchWeights(
    Matrix weightIh, Matrix weightHh, double[]? biasIh = null, double[]? biasHh = null, Matrix? weightHr = null)
{
    private static readonly PartNames Names = new("weight_ih", "weight_hh", "bias_ih", "bias_hh");

    /// <summary><c>weight_ih_l[k]</c>, shape (G·H, I).</summary>
    public Matrix WeightIh { get; } = weightIh ?? throw new ArgumentNullException(nameof(weightIh));

    /// <summary><c>weight_hh_l[k]</c>, shape (G·H, H), or (G·H, P) with a projection.</summary>
    public Matrix WeightHh { get; } = weightHh ?? throw new ArgumentNullException(nameof(weightHh));

    /// <summary><c>bias_ih_l[k]</c>, shape (G·H,), or null.</summary>
    public double[]? BiasIh { get; } = biasIh;

    /// <summary><c>bias_hh_l[k]</c>, shape (G·H,), or null.</summary>
    public double[]? BiasHh { get; } = biasHh;

    /// <summary><c>weight_hr_l[k]</c>, the projection, shape (P, H), or null.</summary>
    public Matrix? WeightHr { get; } = weightHr;

    /// <summary>The weights of a cell. PyTorch has both biases or none: where the architecture has one, the other is zero.</summary>
    /// <param name="architecture">The network that the cell is one of.</param>
    /// <param name="cell">The parameters of one layer and direction.</param>
    /// <exception cref="ArgumentException">
    /// The cell is a GRU whose reset gate comes before the product, or has peepholes, coupled gates or a forget bias; or the parameters
    /// are not those of the architecture.
    /// </exception>
    public static PyTorchWeights FromCell(RecurrentArchitecture architecture, CellParameters cell)
    {
        GateStack stack = GateStack.FromCell(WeightConvention.PyTorch, architecture, cell);
        return new PyTorchWeights(stack.InputWeights, stack.RecurrentWeights, stack.InputBias, stack.RecurrentBias, cell.Projection);
    }

    /// <summary>The same cell, gate by gate.</summary>
    /// <param name="architecture">The network that the cell is one of.</param>
    /// <param name="layer">Its layer, counted from 0.</param>
    /// <exception cref="ShapeException">A shape is not that of the architecture.</exception>
    /// <exception cref="ArgumentException">
    /// PyTorch has no such cell, a bias or the projection is missing, or one that the architecture lacks is not zero.
    /// </exception>
    public CellParameters ToCell(RecurrentArchitecture architecture, int layer)
    {
        Expected expected = Expected.In(WeightConvention.PyTorch, architecture, layer);
        int rows = expected.Rows;
        ShapeException.Require(
            "weight_ih",
            [rows, expected.Inputs],
            WeightIh.Shape,
            $"({expected.Gates}·H, I), one block of H rows for each of {expected.Symbols}");
        ShapeException.Require(
            "weight_hh",
            [rows, architecture.StateSize],
            WeightHh.Shape,
            $"({expected.Gates}·H, {(architecture.ProjectionSize is null ? "H" : "P")}), "
            + $"one block of H rows for each of {expected.Symbols}");
        RequireLength("bias_ih", BiasIh);
        RequireLength("bias_hh", BiasHh);
        if ((WeightHr is null) != (architecture.ProjectionSize is null))
        {
            throw new ArgumentException(WeightHr is null
                ? "weight_hr is missing, but the architecture has a projection."
                : "weight_hr is given, but the architecture has no projection.");
        }

        if (WeightHr is not null)
        {
            ShapeException.Require("weight_hr", [architecture.StateSize, architecture.HiddenSize], WeightHr.Shape, "(P, H)");
        }

        return new GateStack(WeightIh, WeightHh, BiasIh, BiasHh).ToCell(WeightConvention.PyTorch, architecture, Names, WeightHr);

        void RequireLength(string name, double[]? bias)
        {
            if (bias is not null)
            {
                ShapeException.Require(name, [rows], [bias.Length], $"({expected.Gates}·H,)");
            }
        }
    }
}
