using RnnEquivalence.Backends;
using RnnEquivalence.Model;

namespace RnnEquivalence.SelfTests.Mutants;

/// <summary>The kernel that mutants are edits of, as the backend that a mutant is swapped in for.</summary>
internal sealed class CorrectBackend : IRecurrentBackend
{
    public string Name => "scalar kernel, float32, correct";

    public BackendTraits Traits => MutantBackend.TraitsOfAll;

    public IRecurrentModule Create(RecurrentArchitecture architecture, RecurrentParameters parameters) =>
        MutantBackend.Build(Fault.None, architecture, parameters);
}
