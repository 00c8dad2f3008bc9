using RnnEquivalence.Backends;
using RnnEquivalence.Generation;
using RnnEquivalence.Model;
using RnnEquivalence.Running;

namespace RnnEquivalence.Benchmarks;

/// <summary>Cases as the laws draw them, the same ones in every run, one after another.</summary>
internal sealed class Cases
{
    private const int Count = 256;

    private readonly RecurrentCase[] _drawn;
    private int _next;

    /// <summary>Cases of a cell that a backend declares.</summary>
    public Cases(CellVariant variant, BackendTraits traits)
    {
        Recipe = new CaseRecipe { Variants = [variant], Traits = traits };
        _drawn =
        [
            .. Enumerable.Range(0, Count)
                .Select(index => CaseGenerator.Draw(Recipe, new RandomSource((ulong)index), 1 + (index * 100 / Count))),
        ];
    }

    /// <summary>What they are drawn from.</summary>
    public CaseRecipe Recipe { get; }

    /// <summary>All of them.</summary>
    public IReadOnlyList<RecurrentCase> All => _drawn;

    /// <summary>The number of the next one, from 0 to their number.</summary>
    public int Next() => _next = (_next + 1) % Count;

    /// <summary>The variant of a cell by its name.</summary>
    public static CellVariant Variant(string name) => CellVariant.All.Single(variant => variant.Name == name);

    /// <summary>The backend of a class.</summary>
    public static IRecurrentBackend Backend(string name) =>
        (IRecurrentBackend)Activator.CreateInstance(new BackendRegistry(typeof(Cases).Assembly).TypeNamed(name))!;
}
