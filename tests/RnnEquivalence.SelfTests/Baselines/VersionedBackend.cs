using RnnEquivalence.Backends;
using RnnEquivalence.Model;
using RnnEquivalence.SelfTests.Mutants;

namespace RnnEquivalence.SelfTests.Baselines;

/// <summary>
/// One library in several versions: the same class, which sums in another order, declares something else, or has become wrong.
/// </summary>
internal sealed class VersionedBackend(string version, KernelStyle style, Fault fault) : IRecurrentBackend
{
    public static readonly VersionedBackend Old = new("1.0", KernelStyle.Plain, Fault.None);

    private const CellFeatures Few =
        CellFeatures.Layers | CellFeatures.Bidirectional | CellFeatures.Lengths | CellFeatures.RectifiedRnn | CellFeatures.ForgetBias;

    private readonly ScalarKernel _correct = new(ElementType.Float32, style, Fault.None);
    private readonly ScalarKernel _wrong = new(ElementType.Float32, style, fault);

    public string Name => $"versioned {version}";

    /// <summary>What it declares: few cells, so that tests take no longer than they need to.</summary>
    public BackendTraits Traits { get; init; } = new ScalarKernel(ElementType.Float32, style, fault).Traits
        .Only(RecurrentCell.Rnn, RecurrentCell.Lstm)
        .MapCells((_, cell) => cell with { Features = cell.Features & Few });

    /// <summary>A fault of some cells is one of these only.</summary>
    public IRecurrentModule Create(RecurrentArchitecture architecture, RecurrentParameters parameters)
    {
        bool isRectified = architecture.Activations == CellActivations.Rectified;
        bool isWrong = fault.Cells.Any(cell => cell.Cell == architecture.Cell && cell.Has(CellFeatures.RectifiedRnn) == isRectified);
        return (isWrong ? _wrong : _correct).Create(architecture, parameters);
    }

    /// <summary>A version with a fault of the catalogue.</summary>
    public static VersionedBackend With(string fault) => new("2.0", KernelStyle.Plain, Catalogue.All.Single(one => one.Id == fault));
}
