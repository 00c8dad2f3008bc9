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
    public static bool IsDeclared => Declares(CellFeatures.Lengths);

    /// <summary>Whether it says of some cell what stands behind the end of a row.</summary>
    public static bool SaysWhatPads => Padded.Variants.Count > 0;

    private static readonly CaseRecipe Ragged = Networks.Having(CellFeatures.Lengths) with { Lengths = RowLengths.AlwaysRagged };

    private static readonly CaseRecipe Padded = Ragged.Of((_, cell) => cell.PaddedOutput != PaddedOutput.Unspecified);

    /// <summary>Whatever stands in the padding changes nothing: zeros, huge numbers, infinities, NaN.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(IsDeclared))]
    public Law Padding_WhateverItHolds_ChangesNothing() => ForAll(Ragged, (trial, verdict) =>
    {
        RecurrentOutput clean = Run(WithPadding(trial, 0));
        foreach (double padding in new[] { double.NaN, double.PositiveInfinity, Math.ScaleB(-1, 120) })
        {
            CompareWays(verdict, $" with padding of 0 and {padding}", trial, clean, Run(WithPadding(trial, padding)));
        }
    });

    /// <summary>A row of a ragged batch is that row alone, cut off at its length.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(IsDeclared))]
    public Law RaggedBatch_EqualsTrimmedRows() => ForAll(Ragged, (trial, verdict) =>
    {
        RecurrentOutput whole = Run(trial);
        for (int row = 0; row < Math.Min(trial.BatchSize, 4); row++)
        {
            RecurrentCase trimmed = CellOf(trial).Domain.RowTrimmed(trial, row);
            RecurrentOutput cut = Rearrangement.KeepRows(whole, [.. Enumerable.Repeat(row, trimmed.BatchSize)]);
            CompareWays(
                verdict,
                $" of row {row} in the batch and trimmed",
                trimmed,
                cut with { Values = cut.Values.Slice(0, trimmed.TimeSteps) },
                Run(trimmed));
        }
    });

    /// <summary>Behind the end of a row, y is what is declared: zero, unless something else is.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(SaysWhatPads))]
    public Law OutputBehindTheEnd_IsZero() => ForAll(Padded, (trial, verdict) =>
    {
        PaddedOutput declared = CellOf(trial).PaddedOutput;
        Sequence y = Backend.RunUnchanged(trial).Values;
        for (int time = 0; time < trial.TimeSteps; time++)
        {
            for (int row = 0; row < trial.BatchSize; row++)
            {
                Matrix actual = new(1, y.Features, y.At(time, row).ToArray());
                Matrix expected = time < trial.Input.LengthOf(row)
                    ? actual
                    : Matrix.Create(1, y.Features, (_, feature) => KernelCalls.Padding(declared, trial, y, row, feature));
                verdict.CompareCopies($"y at t={time} of row {row}", expected, actual);
            }
        }
    });

    /// <summary>Lengths that are all T are no lengths.</summary>
    [EquivalenceProperty(Skip = NotDeclared, SkipUnless = nameof(IsDeclared))]
    public Law FullLengths_EqualNoLengths() => ForAll(Ragged with { Lengths = RowLengths.Full }, (trial, verdict) =>
    {
        int[] full = [.. Enumerable.Repeat(trial.TimeSteps, trial.BatchSize)];
        CompareWays(verdict, " without and with full lengths", trial, Run(trial), Run(trial.With(trial.Input with { Lengths = full })));
    });

    private static RecurrentCase WithPadding(RecurrentCase trial, double padding)
    {
        Sequence x = trial.Input.Values;
        return trial.With(trial.Input with
        {
            Values = Sequence.Create(
                x.TimeSteps,
                x.BatchSize,
                x.Features,
                (time, row, feature) => time < trial.Input.LengthOf(row) ? x[time, row, feature] : padding),
        });
    }
}
