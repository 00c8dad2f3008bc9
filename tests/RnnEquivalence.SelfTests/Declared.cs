using RnnEquivalence.Backends;
using RnnEquivalence.Model;
using RnnEquivalence.SelfTests.Mutants;

namespace RnnEquivalence.SelfTests;

/// <summary>Declarations for tests.</summary>
internal static class Declared
{
    /// <summary>Every cell, with everything that it may have but gradients.</summary>
    public static BackendTraits Everything(ElementType type) => new ScalarKernel(type, KernelStyle.Plain, Fault.None).Traits;

    /// <summary>tanh and σ as accurate as can be.</summary>
    public static Precision Accurately(ElementType type) => new(type, Tanh: new(1), Sigmoid: new(1));
}
