using RnnEquivalence.Backends;
using RnnEquivalence.Model;

namespace RnnEquivalence.SelfTests.Mutants;

/// <summary>
/// A correct recurrent kernel in plain scalar arithmetic of its element type: what every mutant is an edit of. It shares
/// no code with the formulas. How it rounds is its <see cref="KernelStyle"/>; what is wrong with it is its <see cref="Fault"/>.
/// </summary>
/// <remarks>
/// Results are computed in binary64 and rounded to the element type after every operation. For binary32 that is
/// the same as computing in binary32, since 53 ≥ 2·24 + 2 (S. Figueroa, <i>When is double rounding innocuous?</i>, 1995).
/// </remarks>
internal sealed class ScalarKernel(ElementType type, KernelStyle style, Fault fault) : IRecurrentBackend
{
    private const CellFeatures OfEveryCell =
        CellFeatures.Layers | CellFeatures.Reverse | CellFeatures.Bidirectional | CellFeatures.Lengths | CellFeatures.ZeroLengths
        | CellFeatures.EmptyBatch | CellFeatures.EmptySequence | CellFeatures.ActivationClip | CellFeatures.OtherActivations;

    private const CellFeatures OfLstm =
        CellFeatures.HiddenStateAlone | CellFeatures.ForgetBias | CellFeatures.Peepholes | CellFeatures.CoupledGates
        | CellFeatures.CellClip | CellFeatures.Projection;

    public string Name => $"scalar kernel, {type}, {style.Name}, {fault.Id}";

    /// <summary>Everything but gradients, which only <see cref="MutantBackend"/> has.</summary>
    public BackendTraits Traits { get; } = new() { ElementType = type, Cells = AllCells(style) };

    public IRecurrentModule Create(RecurrentArchitecture architecture, RecurrentParameters parameters) =>
        new Module(architecture, parameters, style, fault);

    private static Dictionary<RecurrentCell, CellTraits> AllCells(KernelStyle style)
    {
        var alike = new CellTraits
        {
            Features = OfEveryCell,
            Tanh = style.Tanh.Accuracy,
            Sigmoid = style.Sigmoid.Accuracy,
            Activations = style.OtherAccuracies,
        };
        return new Dictionary<RecurrentCell, CellTraits>
        {
            [RecurrentCell.Rnn] = alike with { Features = OfEveryCell | CellFeatures.RectifiedRnn },
            [RecurrentCell.Lstm] = alike with { Features = OfEveryCell | OfLstm },
            [RecurrentCell.Gru] = alike,
            [RecurrentCell.GruResetBefore] = alike,
        };
    }

    private sealed class Module(RecurrentArchitecture asked, RecurrentParameters parameters, KernelStyle style, Fault fault)
        : IRecurrentModule
    {
        private readonly RecurrentArchitecture _network = fault.Architecture(asked);
        private RecurrentParameters _parameters = fault.NetworkParameters(asked, parameters);
        private RecurrentInput? _firstInput;
        private RecurrentInput? _previousInput;
        private RecurrentOutput? _previousOutput;

        public void Load(RecurrentParameters parameters) =>
            _parameters = fault.NetworkParameters(_network, fault.Load(_parameters, parameters));

        public void Dispose()
        {
        }

        public RecurrentOutput Forward(RecurrentInput input)
        {
            RecurrentInput read = fault.AfterCall(_previousInput, _previousOutput, input);
            read = _firstInput is null ? read : fault.AfterFirstCall(_firstInput, read);
            _firstInput ??= input;
            RecurrentOutput output = fault.NetworkOutput(_network, input, Run(fault.NetworkInput(_network, read)));
            (_previousInput, _previousOutput) = (input, output);
            return output;
        }

        private RecurrentOutput Run(RecurrentInput input)
        {
            Sequence x = input.Values;
            var final = new CellState[_network.Cells];
            for (int layer = 0; layer < _network.Layers; layer++)
            {
                var outputs = new Sequence[_network.Directions];
                for (int direction = 0; direction < _network.Directions; direction++)
                {
                    RecurrentArchitecture cell = _network.CellAt(layer, direction);
                    CellState? state = input.InitialState?[layer, direction];
                    RecurrentOutput output = new ScalarCell(cell, _parameters[layer, direction], style, fault)
                        .Run(new RecurrentInput(x, state is null ? null : new RecurrentState(state), input.Lengths));
                    outputs[direction] = output.Values;
                    final[(layer * _network.Directions) + direction] = output.FinalState.Single;
                }

                bool isLast = layer == _network.Layers - 1;
                x = fault.LayerOutput(layer, isLast, outputs.Length == 1 ? outputs[0] : Beside(outputs[0], outputs[1]));
            }

            return new RecurrentOutput(
                x,
                new RecurrentState(
                    _network.Layers, _network.Directions, (layer, direction) => final[(layer * _network.Directions) + direction]));
        }

        private static Sequence Beside(Sequence a, Sequence b) => Sequence.Create(
            a.TimeSteps,
            a.BatchSize,
            a.Features + b.Features,
            (time, row, feature) => feature < a.Features ? a[time, row, feature] : b[time, row, feature - a.Features]);
    }
}
