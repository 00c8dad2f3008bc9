using FsCheck;
using FsCheck.Xunit;
using RnnEquivalence.Backends;
using RnnEquivalence.Generation;
using RnnEquivalence.Model;
using RnnEquivalence.Running;

namespace RnnEquivalence.Specifications;

/// <summary>What holds of batches whose rows have different lengths: each row is as if nothing stood behind its end.</summary>
/// <typeparam name="TBackend">The backend to be judged.</typeparam>
[Properties(MaxTest = 60)]
public abstract class LengthsSpecification<TBackend> : RecurrentSpecification<TBackend>
    where TBackend : IRecurrentBackend, new()
{
    /// <summary>Whether the backend takes lengths.</summary>
    public static bool IsDeclared => Declares(BackendFeatures.Lengths);

    private static readonly CaseRecipe Ragged = Networks with { Lengths = RowLengths.AlwaysRagged };

    /// <summary>Whatever stands in the padding changes nothing: zeros, huge numbers, infinities, NaN.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(IsDeclared))]
    public Property Padding_WhateverItHolds_ChangesNothing() => ForAll(Ragged, (trial, verdict) =>
    {
        RecurrentOutput clean = Run(Padded(trial, 0));
        foreach (double padding in new[] { double.NaN, double.PositiveInfinity, Math.ScaleB(-1, 120) })
        {
            CompareWays(verdict, $" with padding of 0 and {padding}", trial, clean, Run(Padded(trial, padding)));
        }
    });

    /// <summary>A row of a ragged batch is that row alone, cut off at its length.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(IsDeclared))]
    public Property RaggedBatch_EqualsTrimmedRows() => ForAll(Ragged, (trial, verdict) =>
    {
        RecurrentOutput whole = Run(trial);
        for (int row = 0; row < Math.Min(trial.BatchSize, 4); row++)
        {
            RecurrentInput alone = trial.Input.KeepRows([row]);
            int length = trial.Input.LengthOf(row);
            RecurrentCase trimmed = trial.With(alone with { Values = alone.Values.Slice(0, length), Lengths = null });
            RecurrentOutput cut = Rearrangement.KeepRows(whole, [row]);
            CompareWays(
                verdict, $" of row {row} in the batch and trimmed", trimmed, cut with { Values = cut.Values.Slice(0, length) }, Run(trimmed));
        }
    });

    /// <summary>Behind the end of a row, y is zero.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(IsDeclared))]
    public Property OutputBehindTheEnd_IsZero() => ForAll(Ragged, (trial, verdict) =>
    {
        Sequence y = Run(trial).Values;
        for (int time = 0; time < trial.TimeSteps; time++)
        {
            for (int row = 0; row < trial.BatchSize; row++)
            {
                bool isPadding = time >= trial.Input.LengthOf(row);
                Matrix actual = new(1, y.Features, y.At(time, row).ToArray());
                verdict.CompareCopies($"y at t={time} of row {row}", isPadding ? new Matrix(1, y.Features) : actual, actual);
            }
        }
    });

    /// <summary>Lengths that are all T are no lengths.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(IsDeclared))]
    public Property FullLengths_EqualNoLengths() => ForAll(Networks with { Lengths = RowLengths.Full }, (trial, verdict) =>
    {
        int[] full = [.. Enumerable.Repeat(trial.TimeSteps, trial.BatchSize)];
        CompareWays(verdict, " without and with full lengths", trial, Run(trial), Run(trial.With(trial.Input with { Lengths = full })));
    });

    private static RecurrentCase Padded(RecurrentCase trial, double padding)
    {
        Sequence x = trial.Input.Values;
        return trial.With(trial.Input with
        {
            Values = Sequence.Create(
                x.TimeSteps, x.BatchSize, x.Features, (time, row, feature) => time < trial.Input.LengthOf(row) ? x[time, row, feature] : padding),
        });
    }
}
