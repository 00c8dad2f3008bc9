using RnnEquivalence.Backends;
using RnnEquivalence.Model;

namespace RnnEquivalence.Generation;

/// <summary>A cell with some of the options that libraries give it.</summary>
/// <param name="Name">How a law names it.</param>
/// <param name="Cell">The recurrence.</param>
/// <param name="Options">The options, which are also what a backend has to declare.</param>
public sealed record CellVariant(string Name, RecurrentCell Cell, CellFeatures Options = CellFeatures.None)
{
    /// <summary>The RNN with tanh.</summary>
    public static readonly CellVariant Rnn = new(nameof(Rnn), RecurrentCell.Rnn);

    /// <summary>The RNN with the rectifier.</summary>
    public static readonly CellVariant ReluRnn = new(nameof(ReluRnn), RecurrentCell.Rnn, CellFeatures.RectifiedRnn);

    /// <summary>The LSTM as most libraries have it.</summary>
    public static readonly CellVariant Lstm = new(nameof(Lstm), RecurrentCell.Lstm);

    /// <summary>The GRU with the reset gate after the recurrent product.</summary>
    public static readonly CellVariant Gru = new(nameof(Gru), RecurrentCell.Gru);

    /// <summary>The GRU with the reset gate before the recurrent product.</summary>
    public static readonly CellVariant GruResetBefore = new(nameof(GruResetBefore), RecurrentCell.GruResetBefore);

    /// <summary>The LSTM with peepholes.</summary>
    public static readonly CellVariant PeepholeLstm = new(nameof(PeepholeLstm), RecurrentCell.Lstm, CellFeatures.Peepholes);

    /// <summary>The LSTM with f = 1 − i.</summary>
    public static readonly CellVariant CoupledLstm = new(nameof(CoupledLstm), RecurrentCell.Lstm, CellFeatures.CoupledGates);

    /// <summary>The LSTM with a clipped cell state.</summary>
    public static readonly CellVariant CellClippedLstm = new(nameof(CellClippedLstm), RecurrentCell.Lstm, CellFeatures.CellClip);

    /// <summary>The LSTM with a projected hidden state.</summary>
    public static readonly CellVariant ProjectedLstm = new(nameof(ProjectedLstm), RecurrentCell.Lstm, CellFeatures.Projection);

    /// <summary>TensorFlow 1's <c>LSTMCell</c> with everything that it has.</summary>
    public static readonly CellVariant PeepholeClippedProjectedLstm = new(
        nameof(PeepholeClippedProjectedLstm),
        RecurrentCell.Lstm,
        CellFeatures.Peepholes | CellFeatures.CellClip | CellFeatures.Projection);

    /// <summary>ONNX' <c>LSTM</c> with everything that it has.</summary>
    public static readonly CellVariant PeepholeCoupledClippedLstm = new(
        nameof(PeepholeCoupledClippedLstm),
        RecurrentCell.Lstm,
        CellFeatures.Peepholes | CellFeatures.CoupledGates | CellFeatures.ActivationClip | CellFeatures.OtherActivations);

    /// <summary>The LSTM with every option at once.</summary>
    public static readonly CellVariant LstmWithEverything = new(
        nameof(LstmWithEverything),
        RecurrentCell.Lstm,
        PeepholeCoupledClippedLstm.Options | CellFeatures.CellClip | CellFeatures.Projection);

    /// <summary>Every cell with clipped arguments of activations.</summary>
    public static readonly IReadOnlyList<CellVariant> ActivationClipped =
        OfCells("Clipped", CellFeatures.ActivationClip);

    /// <summary>Every cell with other functions than σ and tanh.</summary>
    public static readonly IReadOnlyList<CellVariant> OtherwiseActivated =
        OfCells("OtherwiseActivated", CellFeatures.OtherActivations);

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<CellVariant> All =
    [
        Rnn, ReluRnn, Lstm, Gru, GruResetBefore,
        PeepholeLstm, CoupledLstm, CellClippedLstm, ProjectedLstm,
        PeepholeClippedProjectedLstm, PeepholeCoupledClippedLstm, LstmWithEverything,
        .. ActivationClipped, .. OtherwiseActivated,
    ];

    /// <summary>Whether a backend declares the cell and all its options.</summary>
    public bool IsDeclaredBy(BackendTraits traits)
    {
        ArgumentNullException.ThrowIfNull(traits);
        return traits.Cells.TryGetValue(Cell, out CellTraits? own) && own.Has(Options);
    }

    /// <summary>Whether some function of the variant has a kink, where it has no derivative.</summary>
    public bool HasKinks => (Options & Kinked) != 0;

    private const CellFeatures Kinked =
        CellFeatures.RectifiedRnn | CellFeatures.ActivationClip | CellFeatures.CellClip | CellFeatures.OtherActivations;

    /// <summary>Whether the variant has an option.</summary>
    public bool Has(CellFeatures option) => Options.HasFlag(option);

    /// <summary>The same with more options.</summary>
    public CellVariant With(CellFeatures options) => this with { Name = $"{Name} with {options}", Options = Options | options };

    /// <summary>Whether a network is one of this variant, or of one that cannot be told from it by what it asks of numbers.</summary>
    internal bool IsOf(RecurrentArchitecture network) => Cell == network.Cell && HasKinks == HaveKinks(network);

    private static bool HaveKinks(RecurrentArchitecture network) =>
        network.ActivationClip is not null || network.CellClip is not null
        || network.Activations != CellActivations.Usual || network.ReverseActivations is not null;

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static CellVariant[] OfCells(string prefix, CellFeatures option) =>
    [
        .. RecurrentCells.All.Select(cell => new CellVariant($"{prefix}{cell}", cell, option)),
    ];
}
