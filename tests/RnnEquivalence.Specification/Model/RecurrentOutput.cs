namespace RnnEquivalence.Model;

/// <summary>What a recurrent layer returns.</summary>
/// <param name="Values">y, shape (T, N, H): the hidden state after each time step.</param>
/// <param name="FinalState">(h_n, c_n): the state after the last time step.</param>
public sealed record RecurrentOutput(Sequence Values, RecurrentState FinalState)
{
    /// <summary>Checks that the output is what the architecture makes of an input of T time steps of N rows.</summary>
    /// <exception cref="ShapeException">A tensor has another shape.</exception>
    /// <exception cref="ArgumentException">The cell state is missing, or there is one where the cell has none.</exception>
    public void Validate(RecurrentArchitecture architecture, RecurrentInput input)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        ArgumentNullException.ThrowIfNull(input);

        int batch = input.Values.BatchSize;
        ShapeException.Require("The output y", [input.Values.TimeSteps, batch, architecture.HiddenSize], Values.Shape, "(T, N, H)");
        RecurrentCase.ValidateState("final", FinalState, architecture, batch);
    }
}
