namespace RnnEquivalence.Model;

/// <summary>Everything about a recurrent network but the numbers in it.</summary>
public sealed record RecurrentArchitecture
{
    /// <summary>The recurrence.</summary>
    public required RecurrentCell Cell { get; init; }

    /// <summary>The format in which the kernel holds its values.</summary>
    public required ElementType ElementType { get; init; }

    /// <summary>I, the number of features of the input.</summary>
    public required int InputSize { get; init; }

    /// <summary>H, the number of units of each cell.</summary>
    public required int HiddenSize { get; init; }

    /// <summary>L, the number of layers; each reads the outputs of the one below.</summary>
    public int Layers { get; init; } = 1;

    /// <summary>In which order each layer reads its sequences.</summary>
    public Direction Direction { get; init; } = Direction.Forward;

    /// <summary>Whether each gate has a bias b_x.</summary>
    public bool HasInputBias { get; init; }

    /// <summary>Whether each gate has a bias b_h.</summary>
    public bool HasRecurrentBias { get; init; }

    /// <summary>
    /// A constant that is added to the forget gate's pre-activation in every unit, as TensorFlow 1 does.
    /// Zero for other cells and other libraries.
    /// </summary>
    public double ForgetBias { get; init; }

    /// <summary>The functions of the forward cells, or of all cells where there is only one direction.</summary>
    public CellActivations Activations { get; init; } = CellActivations.Usual;

    /// <summary>The functions of the reverse cells of a bidirectional network; null if they are the same.</summary>
    public CellActivations? ReverseActivations { get; init; }

    /// <summary>Whether the gates i and f of an LSTM see the cell state before the step, and o the one after it.</summary>
    public bool HasPeepholes { get; init; }

    /// <summary>Whether an LSTM has no forget gate of its own, but forgets what the input gate lets in: f = 1 − i.</summary>
    public bool CouplesGates { get; init; }

    /// <summary>The bound ±k to which every argument of an activation is clipped before (ONNX' <c>clip</c>), or null.</summary>
    public double? ActivationClip { get; init; }

    /// <summary>The bound ±k to which an LSTM's new cell state is clipped (TensorFlow 1's <c>cell_clip</c>), or null.</summary>
    public double? CellClip { get; init; }

    /// <summary>P, the number of features to which an LSTM's hidden state is projected (PyTorch's <c>proj_size</c>), or null.</summary>
    public int? ProjectionSize { get; init; }

    /// <summary>Whether the kernel is given (N, T, features) instead of (T, N, features).</summary>
    public bool BatchFirst { get; init; }

    /// <summary>D, the number of directions: 2 in a bidirectional network, else 1.</summary>
    public int Directions => Direction == Direction.Bidirectional ? 2 : 1;

    /// <summary>The number of features of the hidden state: P behind a projection, else H.</summary>
    public int StateSize => ProjectionSize ?? HiddenSize;

    /// <summary>The number of features of the output, D·H, or D·P behind a projection.</summary>
    public int OutputSize => Directions * StateSize;

    /// <summary>The number of cells, L·D.</summary>
    public int Cells => Layers * Directions;

    /// <summary>The gates of each cell that have parameters of their own, in the order in which the formulas name them.</summary>
    public ReadOnlySpan<Gate> Gates => CouplesGates ? CoupledGates : Cell.Gates();

    private static readonly Gate[] CoupledGates = [Gate.Input, Gate.Candidate, Gate.Output];

    /// <summary>The number of features that a layer reads: I in the lowest, the outputs of the layer below in the others.</summary>
    public int InputSizeOf(int layer) => layer == 0 ? InputSize : OutputSize;

    /// <summary>Whether the cells of a direction read their rows from the end.</summary>
    public bool IsReversed(int direction) => Direction == Direction.Reverse || direction == 1;

    /// <summary>The functions of the cells of a direction.</summary>
    public CellActivations ActivationsOf(int direction) => direction == 1 ? ReverseActivations ?? Activations : Activations;

    /// <summary>The network that consists of one cell of this one.</summary>
    public RecurrentArchitecture CellAt(int layer, int direction) => Cells == 1 ? this : this with
    {
        InputSize = InputSizeOf(layer),
        Layers = 1,
        Direction = IsReversed(direction) ? Direction.Reverse : Direction.Forward,
        Activations = ActivationsOf(direction),
        ReverseActivations = null,
    };

    /// <summary>How a message names a cell: "layer 1, reverse", and nothing where there is only one.</summary>
    public string NameOf(int layer, int direction) => (Layers > 1, Directions > 1) switch
    {
        (true, true) => $"layer {layer}, {(direction == 1 ? "reverse" : "forward")}",
        (true, false) => $"layer {layer}",
        (false, true) => direction == 1 ? "reverse" : "forward",
        (false, false) => "",
    };

    /// <summary>Checks the architecture itself.</summary>
    /// <exception cref="ArgumentException">A size is not positive, or the cell is given what only other cells have.</exception>
    public void Validate()
    {
        if (InputSize < 1 || HiddenSize < 1 || Layers < 1 || ProjectionSize < 1)
        {
            throw new ArgumentException(
                "Input, hidden and projection size and the number of layers must be at least 1, "
                + $"but are {InputSize}, {HiddenSize}, {ProjectionSize?.ToString() ?? "none"} and {Layers}.");
        }

        if (ForgetBias != 0 && (Cell != RecurrentCell.Lstm || CouplesGates))
        {
            throw new ArgumentException(
                $"The forget bias is {Print.Number(ForgetBias)}, "
                + $"but the cell {Cell}{(CouplesGates ? " with coupled gates" : "")} has no forget gate.");
        }

        if (Cell != RecurrentCell.Lstm && (HasPeepholes || CouplesGates || CellClip is not null || ProjectionSize is not null))
        {
            throw new ArgumentException(
                $"Peepholes, coupled gates, a clipped cell state and a projection belong to an LSTM, but the cell is {Cell}.");
        }

        if (ActivationClip is not (null or > 0) || CellClip is not (null or > 0))
        {
            throw new ArgumentException($"A clip bound must be positive, but they are {Bound(ActivationClip)} and {Bound(CellClip)}.");
        }

        if (ReverseActivations is not null && Direction != Direction.Bidirectional)
        {
            throw new ArgumentException($"Activations are given for the reverse cells, but the direction is {Direction}.");
        }

        static string Bound(double? k) => k is { } given ? Print.Number(given) : "none";
    }
}
