using RnnEquivalence.Model;

namespace RnnEquivalence.SelfTests.Mutants;

/// <summary>One thing that is wrong with an otherwise correct kernel. What is not set is as it should be.</summary>
internal sealed record Fault
{
    /// <summary>No fault at all.</summary>
    public static readonly Fault None = new() { Id = "correct", Sentence = "Nothing is wrong." };

    public required string Id { get; init; }

    /// <summary>What is wrong, in one sentence.</summary>
    public required string Sentence { get; init; }

    /// <summary>A real library that had this fault, as owner/repository#number; null where the mathematics suggested it.</summary>
    public string? Source { get; init; }

    /// <summary>The cells in which the fault can exist.</summary>
    public IReadOnlyList<RecurrentCell> Cells { get; init; } = Enum.GetValues<RecurrentCell>();

    /// <summary>The parameters as the kernel reads them.</summary>
    public Func<RecurrentArchitecture, RecurrentParameters, RecurrentParameters> Parameters { get; init; } = (_, parameters) => parameters;

    /// <summary>The input as the kernel reads it.</summary>
    public Func<RecurrentArchitecture, RecurrentInput, RecurrentInput> Input { get; init; } = (_, input) => input;

    /// <summary>The state from which the kernel computes a time step.</summary>
    public Func<int, RecurrentState, RecurrentState> PreviousState { get; init; } = (_, state) => state;

    /// <summary>The cell: pre-activations and c to (h', c').</summary>
    public Func<Gates, double, Activations, (double Hidden, double Cell)> Cell { get; init; } = (z, c, a) => a.Cell(z, c);

    /// <summary>The constant that is added to a gate's pre-activation.</summary>
    public Func<Gate, double, double> ForgetBias { get; init; } = (gate, constant) => gate == Gate.Forget ? constant : 0;

    /// <summary>The output as the kernel returns it.</summary>
    public Func<RecurrentInput, RecurrentOutput, RecurrentOutput> Output { get; init; } = (_, output) => output;

    public override string ToString() => Id;
}
