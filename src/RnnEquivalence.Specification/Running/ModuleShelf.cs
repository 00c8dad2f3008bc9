using RnnEquivalence.Backends;
using RnnEquivalence.Model;

namespace RnnEquivalence.Running;

/// <summary>
/// The modules of a family of cases. While there is a shelf, a case that is run finds there the module of its architecture and loads it,
/// but for one in sixteen, whose modules are built anew, as they all are where there is none.
/// </summary>
internal sealed class ModuleShelf : IDisposable
{
    private const int BuildsAnew = 16;

    [ThreadStatic]
    private static ModuleShelf? s_current;

    private readonly Dictionary<(IRecurrentBackend, RecurrentArchitecture), IRecurrentModule> _modules = [];

    private bool _isInUse = true;

    private ModuleShelf()
    {
    }

    /// <summary>The shelf of this thread, or null where modules are built for each call.</summary>
    public static ModuleShelf? Current => s_current is { _isInUse: true } current ? current : null;

    /// <summary>Puts one up, until it is disposed of.</summary>
    public static ModuleShelf Open() => s_current = new ModuleShelf();

    /// <summary>Begins a member of the family.</summary>
    public void Begin(int member) => _isInUse = member % BuildsAnew != BuildsAnew - 1;

    /// <summary>Runs a case in a module of its architecture.</summary>
    public RecurrentOutput Run(IRecurrentBackend backend, RecurrentCase trial)
    {
        if (!_modules.Remove((backend, trial.Architecture), out IRecurrentModule? module))
        {
            module = backend.Build(trial);
        }
        else
        {
            module.Load(trial.Parameters);
        }

        RecurrentOutput output = backend.Run(module, trial);
        _modules[(backend, trial.Architecture)] = module;
        return output;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        s_current = null;
        foreach (IRecurrentModule module in _modules.Values)
        {
            module.Dispose();
        }
    }
}
