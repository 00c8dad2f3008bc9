using RnnEquivalence.Backends;
using RnnEquivalence.Model;

namespace RnnEquivalence.SelfTests.Mutants;

/// <summary>What all modules of a faulty library share.</summary>
internal sealed class LiveProcess
{
    /// <summary>The parameters that any module of a network was given last.</summary>
    public Dictionary<RecurrentArchitecture, RecurrentParameters> Parameters { get; } = [];

    /// <summary>What any module of a network returned last.</summary>
    public Dictionary<RecurrentArchitecture, RecurrentOutput> Outputs { get; } = [];

    /// <summary>How many modules have been disposed of.</summary>
    public int Disposed { get; set; }
}

/// <summary>A correct module, of which what is overridden is wrong: faults that show only when modules live on.</summary>
internal abstract class LiveModule : IDifferentiableModule
{
    protected IDifferentiableModule Correct { get; private set; } = null!;

    protected RecurrentArchitecture Network { get; private set; } = null!;

    protected RecurrentParameters Parameters { get; private set; } = null!;

    protected LiveProcess Process { get; private set; } = null!;

    public LiveModule Around(
        IDifferentiableModule correct, RecurrentArchitecture network, RecurrentParameters parameters, LiveProcess process)
    {
        (Correct, Network, Parameters, Process) = (correct, network, parameters, process);
        process.Parameters[network] = parameters;
        return this;
    }

    public virtual RecurrentOutput Forward(RecurrentInput input)
    {
        RecurrentOutput output = Correct.Forward(input);
        Process.Outputs[Network] = output;
        return output;
    }

    public virtual RecurrentGradients Backward(RecurrentInput input, UpstreamGradients upstream) => Correct.Backward(input, upstream);

    public virtual void Load(RecurrentParameters parameters)
    {
        (Parameters, Process.Parameters[Network]) = (parameters, parameters);
        Correct.Load(parameters);
    }

    public virtual void Dispose() => Process.Disposed++;
}
