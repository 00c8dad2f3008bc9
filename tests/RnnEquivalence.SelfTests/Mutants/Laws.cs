using System.Reflection;
using FsCheck;
using RnnEquivalence.Model;
using RnnEquivalence.Running;
using RnnEquivalence.Specifications;

namespace RnnEquivalence.SelfTests.Mutants;

/// <summary>The laws that every backend is held against, as values, so that mutants can be held against them one by one.</summary>
internal static class Laws
{
    private sealed class Activations : ActivationSpecification<MutantBackend>;

    private sealed class Rnn : RnnSpecification<MutantBackend>;

    private sealed class ReluRnn : ReluRnnSpecification<MutantBackend>;

    private sealed class Gru : GruSpecification<MutantBackend>;

    private sealed class Lstm : LstmSpecification<MutantBackend>;

    /// <summary>All laws of a cell, found the way xUnit finds them.</summary>
    public static IReadOnlyList<Law> Of(RecurrentCell cell)
    {
        object specification = cell switch
        {
            RecurrentCell.TanhRnn => new Rnn(),
            RecurrentCell.ReluRnn => new ReluRnn(),
            RecurrentCell.Gru => new Gru(),
            _ => new Lstm(),
        };
        return [.. In(specification), .. In(new Activations()).Where(law => law.Name.StartsWith(cell == RecurrentCell.Lstm ? "Sigmoid" : "Tanh", StringComparison.Ordinal))];
    }

    private static IEnumerable<Law> In(object specification) => specification.GetType().GetMethods()
        .Where(method => method.GetCustomAttribute<EquivalencePropertyAttribute>() is not null)
        .Select(method => new Law(method.Name, () => (Property)method.Invoke(specification, BindingFlags.DoNotWrapExceptions, null, null, null)!));
}

internal sealed record Law(string Name, Func<Property> Property)
{
    /// <summary>Holds the law against a kernel with a fault.</summary>
    public LawOutcome Against(Fault fault, int cases, ulong seed)
    {
        MutantBackend.Use(fault);
        return LawRunner.Run(Name, Property, LawRunner.WithSeed(Config.Quick.WithMaxTest(cases), seed, Name));
    }
}
