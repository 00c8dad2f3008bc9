using RnnEquivalence.Backends;
using RnnEquivalence.Formulas;
using RnnEquivalence.Gradients;
using RnnEquivalence.Model;

namespace RnnEquivalence.SelfTests.Mutants;

/// <summary>
/// The scalar kernel in float32 with whatever fault is being looked at. Its gradients are those of the suite's own back-propagation,
/// rounded to float32, so that faults can be made in them; that the back-propagation is right is shown elsewhere.
/// </summary>
internal sealed class MutantBackend : IRecurrentBackend
{
    private static readonly AsyncLocal<Fault?> Current = new();
    private static readonly AsyncLocal<LiveProcess?> Process = new();

    public string Name => new ScalarKernel(ElementType.Float32, KernelStyle.Plain, Fault).Name;

    public BackendTraits Traits { get; } = TraitsOfAll;

    /// <summary>What every mutant declares.</summary>
    public static BackendTraits TraitsOfAll { get; } = new ScalarKernel(ElementType.Float32, KernelStyle.Plain, Fault.None).Traits
        .MapCells((_, cell) => cell with { Features = cell.Features | CellFeatures.Gradients });

    private static Fault Fault => Current.Value ?? throw new InvalidOperationException("No mutant is being looked at.");

    /// <summary>From here on, what runs in this flow of control has the given fault.</summary>
    public static void Use(Fault fault) => (Current.Value, Process.Value) = (fault, new LiveProcess());

    public IRecurrentModule Create(RecurrentArchitecture architecture, RecurrentParameters parameters) =>
        Build(Fault, architecture, parameters);

    /// <summary>A module with a fault.</summary>
    public static IDifferentiableModule Build(Fault fault, RecurrentArchitecture architecture, RecurrentParameters parameters)
    {
        var kernel = new ScalarKernel(ElementType.Float32, KernelStyle.Plain, fault);
        var module = new Module(architecture, parameters, kernel.Create(architecture, parameters), fault);
        return fault.Live is { } live ? live().Around(module, architecture, parameters, Process.Value ?? new LiveProcess()) : module;
    }

    private sealed class Module(RecurrentArchitecture network, RecurrentParameters parameters, IRecurrentModule forward, Fault fault)
        : IDifferentiableModule
    {
        private static readonly Reference Reference = new(new ScalarKernel(ElementType.Float64, KernelStyle.Plain, Fault.None).Traits);

        private RecurrentParameters _parameters = parameters;
        private RecurrentGradients? _previous;

        public RecurrentOutput Forward(RecurrentInput input) => forward.Forward(input);

        public void Load(RecurrentParameters parameters)
        {
            _parameters = fault.LoadForGradients(_parameters, parameters);
            forward.Load(parameters);
        }

        public void Dispose() => forward.Dispose();

        public RecurrentGradients Backward(RecurrentInput input, UpstreamGradients upstream)
        {
            var trial = new RecurrentCase(network, _parameters, fault.GradientInput(input));
            var gradients = new BackPropagation(Reference.ArithmeticOf(trial), trial, fault.Upstream(trial, upstream));
            _previous = fault.Gradients(trial, _previous, RoundedGradients.Of(trial, gradients));
            return _previous;
        }
    }
}
