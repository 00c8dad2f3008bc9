using RnnEquivalence.Model;

namespace RnnEquivalence.Baselines;

/// <summary>What one backend returned for the fixed cases, as a file holds it.</summary>
/// <param name="Format">The version of this format.</param>
/// <param name="Class">The full name of the backend's class.</param>
/// <param name="Backend">Engine, version and mode, as the backend names itself.</param>
/// <param name="Machine">System and processor.</param>
/// <param name="Recorded">When, in universal time.</param>
/// <param name="Traits">What the backend declared, which says what cases were drawn and how precise its outputs are.</param>
/// <param name="Seed">The seed that they were drawn from.</param>
/// <param name="CaseCount">How many there are.</param>
/// <param name="Checksum">The digest of everything else.</param>
/// <param name="Cases">The cases.</param>
internal sealed record BaselineRecord(
    int Format,
    string Class,
    string Backend,
    string Machine,
    string Recorded,
    RecordedTraits Traits,
    ulong Seed,
    int CaseCount,
    string Checksum,
    IReadOnlyList<RecordedCase> Cases)
{
    /// <summary>The format that is written, and the only one that is read.</summary>
    public const int CurrentFormat = 2;
}

/// <summary>One case of a record.</summary>
/// <param name="Case">The case in one line.</param>
/// <param name="Inputs">The digest of what the kernel was given.</param>
/// <param name="Y">y, shape (T, N, D·H).</param>
/// <param name="HiddenStates">h_n of each layer and direction, shape (N, H).</param>
/// <param name="CellStates">c_n of each layer and direction, shape (N, H); null where the cell has no cell state.</param>
internal sealed record RecordedCase(
    string Case, string Inputs, string Y, IReadOnlyList<string> HiddenStates, IReadOnlyList<string>? CellStates)
{
    /// <summary>Records what a kernel returned.</summary>
    /// <exception cref="BaselineException">A number is none of the element type.</exception>
    public static RecordedCase Of(BaselineCase of, RecurrentOutput output)
    {
        ElementType type = of.Trial.Architecture.ElementType;
        CellState[] states = [.. Places(of.Trial.Architecture).Select(place => output.FinalState[place.Layer, place.Direction])];
        return new RecordedCase(
            of.Description,
            CaseDigest.Of(of.Trial),
            RecordedNumbers.Write($"y of {of.Description}", type, output.Values.Values),
            [.. states.Select(state => RecordedNumbers.Write($"h_n of {of.Description}", type, state.Hidden.Values))],
            of.Trial.Architecture.Cell.HasCellState()
                ? [.. states.Select(state => RecordedNumbers.Write($"c_n of {of.Description}", type, state.Cell!.Values))]
                : null);
    }

    /// <summary>What the kernel returned.</summary>
    /// <param name="place">Where this stands, for a message.</param>
    /// <param name="trial">The case that it returned it for.</param>
    /// <exception cref="BaselineException">A tensor is missing, or is not what the case requires.</exception>
    public RecurrentOutput Output(string place, RecurrentCase trial)
    {
        RecurrentArchitecture network = trial.Architecture;
        int batch = trial.BatchSize;
        RequireCells("h_n", HiddenStates.Count, network.Cells);
        RequireCells("c_n", CellStates?.Count ?? 0, network.Cell.HasCellState() ? network.Cells : 0);
        double[] y = Read("y", [trial.TimeSteps, batch, network.OutputSize], Y);
        return new RecurrentOutput(
            new Sequence(trial.TimeSteps, batch, network.OutputSize, y),
            new RecurrentState(network.Layers, network.Directions, (layer, direction) =>
            {
                int cell = (layer * network.Directions) + direction;
                return new CellState(
                    new Matrix(batch, network.StateSize, Read("h_n", [batch, network.StateSize], HiddenStates[cell])),
                    CellStates is null
                        ? null
                        : new Matrix(batch, network.HiddenSize, Read("c_n", [batch, network.HiddenSize], CellStates[cell])));
            }));

        double[] Read(string name, ReadOnlySpan<int> shape, string text) =>
            RecordedNumbers.Read($"{place}: {name}", network.ElementType, shape, text);

        void RequireCells(string name, int found, int expected)
        {
            if (found != expected)
            {
                throw new BaselineException(
                    $"{place}: there are {found} tensors {name}, but {expected} are expected, one per layer and direction.");
            }
        }
    }

    private static IEnumerable<(int Layer, int Direction)> Places(RecurrentArchitecture network) =>
        Enumerable.Range(0, network.Cells).Select(cell => (cell / network.Directions, cell % network.Directions));
}
