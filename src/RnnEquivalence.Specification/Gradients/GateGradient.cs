using RnnEquivalence.Model;
using RnnEquivalence.Rounding;

namespace RnnEquivalence.Gradients;

/// <summary>
/// The gradients of the affine map of one gate, z = W·x + R·h + b_x + b_h + p ⊙ c, collected over all steps and rows: with dz known,
/// <code>
/// dW += dz·xᵀ    dR += dz·hᵀ    db_x += dz    db_h += dz    dp += dz ⊙ c
/// dx += Wᵀ·dz    dh += Rᵀ·dz
/// </code>
/// </summary>
internal sealed class GateGradient
{
    private readonly Arithmetic _a;
    private readonly GateParameters _parameters;
    private readonly BoundedSum[] _inputWeights;
    private readonly BoundedSum[] _recurrentWeights;
    private readonly BoundedSum[] _inputBias;
    private readonly BoundedSum[] _recurrentBias;
    private readonly BoundedSum[] _peephole;

    public GateGradient(Arithmetic arithmetic, GateParameters parameters)
    {
        _a = arithmetic;
        _parameters = parameters;
        _inputWeights = new BoundedSum[parameters.InputWeights.Values.Length];
        _recurrentWeights = new BoundedSum[parameters.RecurrentWeights.Values.Length];
        _inputBias = new BoundedSum[parameters.InputWeights.Rows];
        _recurrentBias = new BoundedSum[parameters.InputWeights.Rows];
        _peephole = new BoundedSum[parameters.InputWeights.Rows];
    }

    /// <summary>dW, shape (H, I).</summary>
    public BoundedMatrix InputWeights => Total(_inputWeights, _parameters.InputWeights);

    /// <summary>dR, shape (H, H).</summary>
    public BoundedMatrix RecurrentWeights => Total(_recurrentWeights, _parameters.RecurrentWeights);

    /// <summary>db_x, shape (1, H), or null where there is none.</summary>
    public BoundedMatrix? InputBias => _parameters.InputBias is null ? null : Total(_inputBias);

    /// <summary>db_h, shape (1, H), or null where there is none.</summary>
    public BoundedMatrix? RecurrentBias => _parameters.RecurrentBias is null ? null : Total(_recurrentBias);

    /// <summary>dp, shape (1, H), or null where there is none.</summary>
    public BoundedMatrix? Peephole => _parameters.Peephole is null ? null : Total(_peephole);

    /// <summary>The part that the input makes: dW, db_x and dx.</summary>
    public void AddInput(int unit, Bounded dz, BoundedVector x, Span<BoundedSum> dx)
    {
        AddProduct(_inputWeights, unit, dz, x);
        AddTransposed(_parameters.InputWeights, unit, dz, dx);
        _inputBias[unit] = _inputBias[unit].Plus(dz);
    }

    /// <summary>The part that the state makes: dR, db_h and dh.</summary>
    public void AddState(int unit, Bounded dz, BoundedVector h, Span<BoundedSum> dh)
    {
        AddProduct(_recurrentWeights, unit, dz, h);
        AddTransposed(_parameters.RecurrentWeights, unit, dz, dh);
        _recurrentBias[unit] = _recurrentBias[unit].Plus(dz);
    }

    /// <summary>Both parts.</summary>
    public void Add(int unit, Bounded dz, BoundedVector x, BoundedVector h, Span<BoundedSum> dx, Span<BoundedSum> dh)
    {
        AddInput(unit, dz, x, dx);
        AddState(unit, dz, h, dh);
    }

    /// <summary>The part of the peephole, where there is one: adds to dp, and returns what dc gains.</summary>
    public Bounded AddPeephole(int unit, Bounded dz, Bounded c)
    {
        if (_parameters.Peephole is not { } peephole)
        {
            return _a.Exact(0);
        }

        _peephole[unit] = _peephole[unit].Plus(dz * c);
        return dz * _a.Exact(peephole[unit]);
    }

    private void AddProduct(BoundedSum[] gradient, int unit, Bounded dz, BoundedVector vector)
    {
        int start = unit * vector.Values.Length;
        for (int index = 0; index < vector.Values.Length; index++)
        {
            gradient[start + index] = gradient[start + index].Plus(dz * vector.Get(index, _a));
        }
    }

    private void AddTransposed(Matrix weights, int unit, Bounded dz, Span<BoundedSum> gradient)
    {
        ReadOnlySpan<double> row = weights.Row(unit);
        for (int index = 0; index < row.Length; index++)
        {
            gradient[index] = gradient[index].Plus(dz * _a.Exact(row[index]));
        }
    }

    private BoundedMatrix Total(BoundedSum[] sums, Matrix? shape = null) =>
        BoundedMatrix.Of(shape?.Rows ?? 1, shape?.Columns ?? sums.Length, sums, _a);
}
