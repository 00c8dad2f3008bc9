using RnnEquivalence.Model;
using static TorchSharp.torch;

namespace RnnEquivalence.Tests.Kernels;

/// <summary>Ways in which a tensor of three dimensions can lie in memory without lying there row by row.</summary>
internal static class TensorLayouts
{
    /// <summary>Those in which every number has a place of its own.</summary>
    public static IReadOnlyList<(string Name, Func<Tensor, Tensor> Of)> Strided { get; } =
    [
        ("transposed", tensor => tensor.transpose(0, 2).contiguous().transpose(0, 2)),
        ("with its rows transposed", tensor => tensor.transpose(1, 2).contiguous().transpose(1, 2)),
        ("strided", tensor => stack([tensor, zeros_like(tensor)], -1).select(-1, 0)),
        ("behind another", tensor => cat([zeros_like(tensor), tensor], 1).narrow(1, tensor.shape[1], tensor.shape[1])),
    ];

    /// <summary>A tensor that says its first slice along a dimension again and again, without holding it more than once.</summary>
    public static Func<Tensor, Tensor> Expanded(int dimension) => tensor => tensor.narrow(dimension, 0, 1).expand(tensor.shape);

    /// <summary>The case whose tensors hold what <see cref="Expanded"/> makes of those of the given case.</summary>
    public static RecurrentCase Repeated(RecurrentCase trial, int dimension)
    {
        RecurrentArchitecture network = trial.Architecture;
        bool repeatsTime = dimension == (network.BatchFirst ? 1 : 0);
        bool repeatsRow = dimension == (network.BatchFirst ? 0 : 1);
        return trial.With(
            trial.Input with
            {
                Values = OfSequence(trial.Input.Values),
                InitialState = trial.Input.InitialState is { } state ? OfState(state) : null,
            },
            trial.Upstream is not { } upstream ? null : new UpstreamGradients(
                upstream.Values is null ? null : OfSequence(upstream.Values), OfCells(upstream.Hidden), OfCells(upstream.Cell)));

        Sequence OfSequence(Sequence x) => Sequence.Create(
            x.TimeSteps,
            x.BatchSize,
            x.Features,
            (time, row, feature) => x[repeatsTime ? 0 : time, repeatsRow ? 0 : row, dimension == 2 ? 0 : feature]);

        RecurrentState OfState(RecurrentState state) => new(state.Layers, state.Directions, (layer, direction) =>
        {
            CellState own = dimension == 0 ? state[0, 0] : state[layer, direction];
            return new CellState(OfMatrix(own.Hidden), own.Cell is null ? null : OfMatrix(own.Cell));
        });

        Matrix OfMatrix(Matrix of) =>
            Matrix.Create(of.Rows, of.Columns, (row, unit) => of[dimension == 1 ? 0 : row, dimension == 2 ? 0 : unit]);

        Matrix[]? OfCells(IReadOnlyList<Matrix>? cells) =>
            cells?.Select((own, cell) => OfMatrix(dimension == 0 ? cells[0] : own)).ToArray();
    }
}
