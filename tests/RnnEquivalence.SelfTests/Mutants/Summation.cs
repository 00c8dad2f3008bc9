using RnnEquivalence.Model;

namespace RnnEquivalence.SelfTests.Mutants;

/// <summary>
/// Σ w·x + Σ r·h + Σ b in some style, rounded after every operation. Whatever the order, no term passes through more roundings than
/// there are terms, which is what γₙ allows.
/// </summary>
internal sealed class Summation(ElementType type, KernelStyle style, Fault fault)
{
    private readonly Accumulator _accumulator = new(style.AccumulatesInFloat64 ? ElementType.Float64 : type, style.FusedMultiplyAdd, fault);

    public double Of(
        ReadOnlySpan<double> w,
        ReadOnlySpan<double> x,
        ReadOnlySpan<double> r,
        ReadOnlySpan<double> h,
        IReadOnlyList<double> biases,
        double? start = null)
    {
        IReadOnlyList<double> added = style.MergesBiases ? [biases.Aggregate(0.0, (sum, bias) => type.Round(sum + bias))] : biases;
        int early = style.Biases == BiasPlace.First ? added.Count : 0;
        int beside = style.Biases == BiasPlace.BesideProducts ? Math.Min(1, added.Count) : 0;

        IReadOnlyList<double> first = start is { } given ? [given] : [];
        var terms = new Term[first.Count + w.Length + r.Length + added.Count];
        int next = Put(added, 0, early, terms, Put(first, 0, first.Count, terms, 0));
        next = Put(w, x, terms, next);
        next = Put(added, early, early + beside, terms, next);
        int ofInput = next;
        next = Put(r, h, terms, next);
        int products = style.Biases == BiasPlace.BesideProducts ? terms.Length : next;
        Put(added, early + beside, added.Count, terms, next);

        return type.Round(style.Products switch
        {
            ProductPlace.Together => style.Order(_accumulator, terms),
            ProductPlace.InTurns => style.Order(_accumulator, InTurns(terms, ofInput)),
            _ => _accumulator.PlusAll(
                _accumulator.Plus(
                    style.Order(_accumulator, terms.AsSpan(0, ofInput)),
                    style.Order(_accumulator, terms.AsSpan(ofInput, products - ofInput))),
                terms.AsSpan(products)),
        });
    }

    private static int Put(ReadOnlySpan<double> weights, ReadOnlySpan<double> values, Term[] terms, int next)
    {
        for (int index = 0; index < weights.Length; index++)
        {
            terms[next++] = new Term(weights[index], values[index]);
        }

        return next;
    }

    private static int Put(IReadOnlyList<double> biases, int from, int to, Term[] terms, int next)
    {
        for (int index = from; index < to; index++)
        {
            terms[next++] = new Term(biases[index], 1);
        }

        return next;
    }

    /// <summary>Four of the input's terms, four of the others, and so on.</summary>
    private static Term[] InTurns(Term[] terms, int ofInput) =>
        [.. terms.Index().OrderBy(term => (term.Index < ofInput ? term.Index : term.Index - ofInput) / 4).Select(term => term.Item)];
}

/// <summary>One term of a sum: a product, or a bias times one, which rounds nothing.</summary>
internal readonly record struct Term(double A, double B);

/// <summary>Adds one more term or partial sum, and rounds.</summary>
internal sealed class Accumulator(ElementType type, bool fusedMultiplyAdd, Fault fault)
{
    private readonly Func<double, double>? _product = fault.Product;
    private readonly Func<double, double>? _kept = fault.Accumulator;

    public double Plus(double sum, Term term)
    {
        if (fusedMultiplyAdd)
        {
            return Kept(KernelStyle.Fma(type, term.A, term.B, sum));
        }

        double product = type.Round(term.A * term.B);
        return Plus(sum, _product is null ? product : _product(product));
    }

    public double Plus(double sum, double part) => Kept(type.Round(sum + part));

    public double PlusAll(double sum, ReadOnlySpan<Term> terms)
    {
        foreach (Term term in terms)
        {
            sum = Plus(sum, term);
        }

        return sum;
    }

    private double Kept(double sum) => _kept is null ? sum : _kept(sum);
}
