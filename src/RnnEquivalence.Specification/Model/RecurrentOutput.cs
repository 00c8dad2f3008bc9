namespace RnnEquivalence.Model;

/// <summary>What a recurrent network returns.</summary>
/// <param name="Values">
/// y, shape (T, N, D·H): the hidden state of the last layer at each time step, the directions beside each other; D·P behind a
/// projection. Behind the length of a row it is zero.
/// </param>
/// <param name="FinalState">(h_n, c_n): the state of every cell after the last time step of each row that it reads.</param>
public sealed record RecurrentOutput(Sequence Values, RecurrentState FinalState)
{
    /// <summary>Checks that the output is what the architecture makes of an input of T time steps of N rows.</summary>
    /// <exception cref="ShapeException">A tensor has another shape.</exception>
    /// <exception cref="ArgumentException">A part is missing, or there is a cell state where the cell has none.</exception>
    public void Validate(RecurrentArchitecture architecture, RecurrentInput input)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        ArgumentNullException.ThrowIfNull(input);

        if (Values is null || FinalState is null)
        {
            throw new ArgumentException($"The output has no {(Values is null ? "y" : "final state")}.");
        }

        int batch = input.Values.BatchSize;
        ShapeException.Require("The output y", [input.Values.TimeSteps, batch, architecture.OutputSize], Values.Shape, "(T, N, D·H)");
        CaseValidation.State("final", FinalState, architecture, batch, cellStateRequired: true);
    }
}
