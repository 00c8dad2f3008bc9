using System.Reflection;
using FsCheck;
using RnnEquivalence.Generation;
using RnnEquivalence.Model;
using RnnEquivalence.Running;
using RnnEquivalence.Specifications;
using RnnEquivalence.Verdicts;

namespace RnnEquivalence.SelfTests.Mutants;

/// <summary>The laws that every backend is held against, as values, so that mutants can be held against them one by one.</summary>
internal static class Laws
{
    private sealed class Activation : ActivationSpecification<MutantBackend>;

    private sealed class Rnn : RnnSpecification<MutantBackend>;

    private sealed class ReluRnn : ReluRnnSpecification<MutantBackend>;

    private sealed class Gru : GruSpecification<MutantBackend>;

    private sealed class Lstm : LstmSpecification<MutantBackend>;

    private sealed class Variant : VariantSpecification<MutantBackend>;

    private sealed class Network : NetworkSpecification<MutantBackend>;

    private sealed class Length : LengthsSpecification<MutantBackend>;

    private sealed class History : HistorySpecification<MutantBackend>;

    private sealed class Value : ValueSpecification<MutantBackend>;

    private sealed class Empty : EmptySpecification<MutantBackend>;

    private sealed class Gradient : GradientSpecification<MutantBackend>;

    private sealed class Swap : SwapSpecification<CorrectBackend, MutantBackend>;

    /// <summary>The laws about whole networks and about the variants of cells, found the way xUnit finds them.</summary>
    public static IReadOnlyList<NamedLaw> OfNetworks { get; } =
    [
        .. In(new Variant()),
        .. In(new Network()),
        .. In(new Length()),
        .. In(new History()),
        .. In(new Value()),
        .. In(new Empty()),
        .. In(new Gradient()),
        .. In(new Swap()),
    ];

    /// <summary>
    /// Every law that has to do with a fault: those of its cells, and, where it is at home in any cell, those of networks.
    /// </summary>
    public static IReadOnlyList<NamedLaw> About(Fault fault) =>
    [
        .. fault.Cells.SelectMany(Of).DistinctBy(law => law.Name),
        .. fault.Cells.Count == 0 || fault.Cells.Count == Fault.None.Cells.Count ? OfNetworks : [],
    ];

    /// <summary>All laws of one cell in one layer and direction.</summary>
    public static IReadOnlyList<NamedLaw> Of(CellVariant variant)
    {
        object specification = variant.Name switch
        {
            nameof(CellVariant.Rnn) => new Rnn(),
            nameof(CellVariant.ReluRnn) => new ReluRnn(),
            nameof(CellVariant.Gru) => new Gru(),
            nameof(CellVariant.Lstm) => new Lstm(),
            _ => throw new ArgumentOutOfRangeException(nameof(variant), variant, "There is no specification of this variant alone."),
        };
        string[] activations = variant.Cell switch
        {
            RecurrentCell.Rnn => ["Tanh_"],
            RecurrentCell.Lstm => ["Sigmoid_", "LstmTanh_"],
            RecurrentCell.Gru => ["GruTanh_", "GruSigmoid_"],
            _ => throw new ArgumentOutOfRangeException(nameof(variant), variant, "There are no laws of its activations."),
        };
        return [.. In(specification), .. In(new Activation()).Where(IsAboutThem)];

        bool IsAboutThem(NamedLaw law) => Array.Exists(activations, name => law.Name.StartsWith(name, StringComparison.Ordinal));
    }

    /// <summary>The laws of a specification that its backend declares.</summary>
    public static IEnumerable<MethodInfo> DeclaredIn(Type specification) => specification.GetMethods()
        .Where(method => method.GetCustomAttribute<EquivalencePropertyAttribute>() is { } law && IsRun(specification, law));

    private static IEnumerable<NamedLaw> In(object specification) => DeclaredIn(specification.GetType())
        .Select(method => new NamedLaw(
            method.Name, () => (Law)method.Invoke(specification, BindingFlags.DoNotWrapExceptions, null, null, null)!));

    private static bool IsRun(Type specification, EquivalencePropertyAttribute law)
    {
        const BindingFlags Inherited = BindingFlags.Static | BindingFlags.Public | BindingFlags.FlattenHierarchy;
        return law.SkipUnless is null || (bool)specification.GetProperty(law.SkipUnless, Inherited)!.GetValue(null)!;
    }
}

/// <summary>A law by its name, to be stated once it is known which mutant is looked at.</summary>
internal sealed record NamedLaw(string Name, Func<Law> State)
{
    /// <summary>Holds the law against a kernel with a fault.</summary>
    public LawOutcome Against(Fault fault, int cases, ulong seed)
    {
        MutantBackend.Use(fault);
        return LawRunner.Run(Name, State(), ConfigOf(cases, seed));
    }

    /// <summary>
    /// Shows the law against a kernel with a fault to somebody who looks on, until he has seen enough; nothing is made smaller.
    /// </summary>
    public void Show(Fault fault, int cases, ulong seed, IWitness witness, Func<bool> hasSeenEnough)
    {
        MutantBackend.Use(fault);
        LawRunner.Show(Name, State(), ConfigOf(cases, seed), witness, hasSeenEnough);
    }

    private Config ConfigOf(int cases, ulong seed) => LawRunner.WithSeed(Config.Quick.WithMaxTest(cases), seed, Name);
}
