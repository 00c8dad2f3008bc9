using RnnEquivalence.Backends;
using RnnEquivalence.Model;
using RnnEquivalence.SelfTests.Mutants;

namespace RnnEquivalence.SelfTests.Equivalents;

/// <summary>The correct scalar kernel with one way of rounding, as a backend of its own.</summary>
public abstract class StyledBackend : IRecurrentBackend
{
    private readonly ScalarKernel _kernel;

    private protected StyledBackend(ElementType type, KernelStyle style) => _kernel = new ScalarKernel(type, style, Fault.None);

    public string Name => _kernel.Name;

    public BackendTraits Traits => _kernel.Traits;

    public IRecurrentModule Create(RecurrentArchitecture architecture, RecurrentParameters parameters) =>
        _kernel.Create(architecture, parameters);
}
