using RnnEquivalence.Backends;
using RnnEquivalence.Model;

namespace RnnEquivalence.SelfTests.Mutants;

/// <summary>The scalar kernel in float32 with whatever fault is being looked at.</summary>
internal sealed class MutantBackend : IRecurrentBackend
{
    private static readonly AsyncLocal<ScalarKernel?> Current = new();

    public string Name => Kernel.Name;

    public BackendTraits Traits { get; } = new ScalarKernel(ElementType.Float32, KernelStyle.Plain, Fault.None).Traits;

    private static ScalarKernel Kernel => Current.Value ?? throw new InvalidOperationException("No mutant is being looked at.");

    /// <summary>From here on, what runs in this flow of control has the given fault.</summary>
    public static void Use(Fault fault) => Current.Value = new ScalarKernel(ElementType.Float32, KernelStyle.Plain, fault);

    public IRecurrentModule Create(RecurrentArchitecture architecture, RecurrentParameters parameters) =>
        Kernel.Create(architecture, parameters);
}
