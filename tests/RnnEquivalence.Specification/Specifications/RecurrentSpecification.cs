using FsCheck;
using FsCheck.Fluent;
using RnnEquivalence.Backends;
using RnnEquivalence.Formulas;
using RnnEquivalence.Generation;
using RnnEquivalence.Model;
using RnnEquivalence.Rounding;
using RnnEquivalence.Running;
using RnnEquivalence.Verdicts;

namespace RnnEquivalence.Specifications;

/// <summary>What all specifications share: a backend, its arithmetic, and how a law is held against it.</summary>
/// <remarks>A leaf class is one line: <c>public sealed class MyKernel_Lstm : LstmSpecification&lt;MyKernel&gt;;</c></remarks>
/// <typeparam name="TBackend">The backend to be judged.</typeparam>
public abstract class RecurrentSpecification<TBackend>
    where TBackend : IRecurrentBackend, new()
{
    /// <summary>Why a law is skipped.</summary>
    protected const string NotDeclared = "The backend does not declare the cell that this law is about.";

    /// <summary>The backend to be judged.</summary>
    protected static TBackend Backend { get; } = new();

    /// <summary>How rounding errors propagate in it.</summary>
    protected static Arithmetic Arithmetic { get; } = new(Backend.Traits);

    /// <summary>Cases of the given cell in the backend's element type, as its laws want them.</summary>
    protected static CaseRecipe Cases(RecurrentCell cell) => new()
    {
        Cell = cell,
        ElementType = Backend.Traits.ElementType,
        NoTinyValues = Backend.Traits.Tanh.Absolute > 0 || Backend.Traits.Sigmoid.Absolute > 0,
    };

    /// <summary>The law, to be held against random cases.</summary>
    /// <param name="cases">Which cases.</param>
    /// <param name="law">Runs the kernel on a case and enters what it finds into the verdict.</param>
    protected static Property ForAll(CaseRecipe cases, Action<RecurrentCase, Verdict> law) =>
        ForAll(CaseGenerator.Arbitrary(cases), law);

    /// <summary>The law, to be held against cases drawn in a way of their own.</summary>
    /// <param name="cases">Draws and shrinks them.</param>
    /// <param name="law">Runs the kernel on a case and enters what it finds into the verdict.</param>
    protected static Property ForAll(Arbitrary<RecurrentCase> cases, Action<RecurrentCase, Verdict> law)
    {
        ArgumentNullException.ThrowIfNull(law);

        return Prop.ForAll(cases, trial =>
        {
            Tally? tally = PropertyRun.Current?.TallyFor(Backend.Name);
            var verdict = new Verdict(Backend.Traits);
            try
            {
                law(trial, verdict);
            }
            catch
            {
                tally?.AddFailure();
                throw;
            }

            tally?.Add(verdict);
            if (verdict.Refutation is { } worst)
            {
                throw new LawRefutedException(worst);
            }
        });
    }

    /// <summary>Builds a layer, runs it once, and checks the shapes of what it returns.</summary>
    protected static RecurrentOutput Run(RecurrentCase trial)
    {
        ArgumentNullException.ThrowIfNull(trial);

        using IRecurrentModule module = Backend.Create(trial.Architecture, trial.Parameters);
        return Run(module, trial);
    }

    /// <summary>Runs a layer that has been built for the case, and checks the shapes of what it returns.</summary>
    protected static RecurrentOutput Run(IRecurrentModule module, RecurrentCase trial)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(trial);

        RecurrentOutput output = module.Forward(trial.Input);
        output.Validate(trial.Architecture, trial.Input);
        return output;
    }

    /// <summary>The hand-expanded formula of the case.</summary>
    protected static ICellFormula Formula(RecurrentCase trial)
    {
        ArgumentNullException.ThrowIfNull(trial);
        return CellFormulas.Of(Arithmetic, trial.Architecture, trial.Parameters);
    }

    /// <summary>What the formula makes of the kernel's own outputs, one step at a time.</summary>
    protected static Trajectory Follow(RecurrentCase trial, RecurrentOutput output) => Follow(Formula(trial), trial, output);

    /// <summary>What the given formula makes of the kernel's own outputs, one step at a time.</summary>
    protected static Trajectory Follow(ICellFormula formula, RecurrentCase trial, RecurrentOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        return Trajectory.FollowingOutput(formula, Arithmetic, trial, output.Values);
    }

    /// <summary>Runs a layer and follows it with the formula.</summary>
    protected static FollowedRun RunAndFollow(RecurrentCase trial)
    {
        RecurrentOutput output = Run(trial);
        return new FollowedRun(output, Follow(trial, output));
    }

    /// <summary>What the formula makes of the initial state alone.</summary>
    protected static Trajectory WholeTrajectory(RecurrentCase trial) =>
        Trajectory.FromInitialState(Formula(trial), Arithmetic, trial);
}
