using RnnEquivalence.Model;

namespace RnnEquivalence.SelfTests.Mutants;

/// <content>Faults of modules that live on, beside others and after other calls.</content>
internal static partial class Catalogue
{
    private static IEnumerable<Fault> Live()
    {
        yield return OfLive<SharesWeights>("weights-of-all-modules-shared", "All modules have the weights that any was given last.");
        yield return OfLive<SharesState>("state-of-another-module", "Without an initial state, a call starts where any module ended last.");
        yield return OfLive<SharesUntilDisposed>("dispose-frees-for-all", "Once a module is disposed of, the others return zeros.");
        yield return OfLive<LoadsOnce>("loads-once", "Only the first load counts.");
        yield return OfLive<LoadsAfterCall>("load-takes-effect-late", "What is loaded takes effect from the second call on.");
        yield return OfLive<ReusesOutput>("output-overwritten", "y of a call stands where the last one of its size does.");
        yield return OfLive<ReusesFinalState>("final-state-overwritten", "h_n of a call stands where the last one of its size does.");
        yield return OfLive<CachesLengths>("lengths-cached-by-shape", "Lengths are those of the first call of the same T and N.");
        yield return OfLive<CachesState>("state-cached-by-shape", "An initial state is that of the first call of the same T and N.");
        yield return OfLive<CachesOutput>("output-cached-by-corners", "A call of known shape, first and last number returns what it did.");
        yield return OfLive<CachesAbsence>("absent-state-cached", "Where the first call had no initial state, later ones have none.");
        yield return OfLive<DifferentiatesLatest>(
            "backward-of-latest-forward", "Backward uses the input of the forward before, if it has the same shape.");
        yield return OfLive<DescendsTheGradient>("backward-moves-weights", "After a backward pass, a forward pass has other weights.");
        yield return OfLive<KeepsGradientWeights>("backward-of-first-weights", "Backward uses the weights that the module was built with.");
        yield return OfLive<ReusesGradients>("gradients-overwritten", "dx of a backward pass stands where the last one of its size does.");
        yield return OfLive<SharesAcrossNetworks>(
            "recurrent-weights-of-another-network", "Networks of as many units share the recurrent weights that any was given last.");
    }

    private static Fault OfLive<T>(string id, string sentence)
        where T : LiveModule, new() => OfNetwork(id) with { Sentence = sentence, Live = () => new T() };

    private sealed class SharesWeights : LiveModule
    {
        public override RecurrentOutput Forward(RecurrentInput input)
        {
            Correct.Load(Process.Parameters[Network]);
            return base.Forward(input);
        }
    }

    private sealed class SharesAcrossNetworks : LiveModule
    {
        public override RecurrentOutput Forward(RecurrentInput input)
        {
            RecurrentParameters? other = Process.Parameters
                .LastOrDefault(of => of.Key != Network && of.Key.Cell == Network.Cell && of.Key.HiddenSize == Network.HiddenSize
                    && of.Key.StateSize == Network.StateSize).Value;
            Correct.Load(other is null ? Parameters : Parameters.MapGates((gate, own) => own with
            {
                RecurrentWeights = other[0, 0][gate].RecurrentWeights,
            }));
            return base.Forward(input);
        }
    }

    private sealed class ReusesGradients : LiveModule
    {
        private double[] _dx = [];

        public override RecurrentGradients Backward(RecurrentInput input, UpstreamGradients upstream)
        {
            RecurrentGradients gradients = base.Backward(input, upstream);
            Sequence dx = gradients.Values;
            _dx = _dx.Length == dx.Values.Length ? _dx : new double[dx.Values.Length];
            dx.Values.CopyTo(_dx);
            return gradients with { Values = new Sequence(dx.TimeSteps, dx.BatchSize, dx.Features, _dx) };
        }
    }

    private sealed class SharesState : LiveModule
    {
        public override RecurrentOutput Forward(RecurrentInput input) => base.Forward(
            input.InitialState is null && Process.Outputs.TryGetValue(Network, out RecurrentOutput? last)
                && last.FinalState[0, 0].Hidden.Rows == input.Values.BatchSize
                ? input with { InitialState = last.FinalState } : input);
    }

    private sealed class SharesUntilDisposed : LiveModule
    {
        public override RecurrentOutput Forward(RecurrentInput input)
        {
            RecurrentOutput output = base.Forward(input);
            return Process.Disposed == 0 ? output : output with { Values = output.Values.Map(_ => 0) };
        }
    }

    private sealed class LoadsOnce : LiveModule
    {
        private bool _loaded;

        public override void Load(RecurrentParameters parameters)
        {
            if (!_loaded)
            {
                base.Load(parameters);
            }

            _loaded = true;
        }
    }

    private sealed class LoadsAfterCall : LiveModule
    {
        private RecurrentParameters? _pending;

        public override void Load(RecurrentParameters parameters) => _pending = parameters;

        public override RecurrentOutput Forward(RecurrentInput input)
        {
            RecurrentOutput output = base.Forward(input);
            base.Load(_pending ?? Parameters);
            return output;
        }
    }

    private sealed class ReusesOutput : LiveModule
    {
        private double[] _y = [];

        public override RecurrentOutput Forward(RecurrentInput input)
        {
            RecurrentOutput output = base.Forward(input);
            Sequence y = output.Values;
            _y = _y.Length == y.Values.Length ? _y : new double[y.Values.Length];
            y.Values.CopyTo(_y);
            return output with { Values = new Sequence(y.TimeSteps, y.BatchSize, y.Features, _y) };
        }
    }

    private sealed class ReusesFinalState : LiveModule
    {
        private readonly Dictionary<(int Cell, int Length), double[]> _h = [];

        public override RecurrentOutput Forward(RecurrentInput input)
        {
            RecurrentOutput output = base.Forward(input);
            RecurrentState state = output.FinalState;
            return output with
            {
                FinalState = new RecurrentState(state.Layers, state.Directions, (layer, direction) => state[layer, direction] with
                {
                    Hidden = Reused((layer * state.Directions) + direction, state[layer, direction].Hidden),
                }),
            };
        }

        private Matrix Reused(int cell, Matrix h)
        {
            if (!_h.TryGetValue((cell, h.Values.Length), out double[]? kept))
            {
                _h.Add((cell, h.Values.Length), kept = new double[h.Values.Length]);
            }

            h.Values.CopyTo(kept);
            return new Matrix(h.Rows, h.Columns, kept);
        }
    }

    private sealed class CachesLengths : LiveModule
    {
        private readonly Dictionary<(int T, int N), int[]?> _lengths = [];

        public override RecurrentOutput Forward(RecurrentInput input)
        {
            _lengths.TryAdd((input.Values.TimeSteps, input.Values.BatchSize), input.Lengths);
            return base.Forward(input with { Lengths = _lengths[(input.Values.TimeSteps, input.Values.BatchSize)] });
        }
    }

    private sealed class CachesState : LiveModule
    {
        private readonly Dictionary<(int T, int N), RecurrentState> _states = [];

        public override RecurrentOutput Forward(RecurrentInput input)
        {
            if (input.InitialState is not { } state)
            {
                return base.Forward(input);
            }

            _states.TryAdd((input.Values.TimeSteps, input.Values.BatchSize), state);
            return base.Forward(input with { InitialState = _states[(input.Values.TimeSteps, input.Values.BatchSize)] });
        }
    }

    private sealed class CachesOutput : LiveModule
    {
        private readonly Dictionary<(int T, int N, double First, double Last), RecurrentOutput> _outputs = [];

        public override RecurrentOutput Forward(RecurrentInput input)
        {
            Sequence x = input.Values;
            if (x.Values.Length == 0)
            {
                return base.Forward(input);
            }

            (int T, int N, double First, double Last) key = (x.TimeSteps, x.BatchSize, x.Values[0], x.Values[^1]);
            _outputs.TryAdd(key, base.Forward(input));
            return _outputs[key];
        }
    }

    private sealed class CachesAbsence : LiveModule
    {
        private bool? _hasState;

        public override RecurrentOutput Forward(RecurrentInput input)
        {
            _hasState ??= input.InitialState is not null;
            return base.Forward(_hasState.Value ? input : input with { InitialState = null });
        }
    }

    private sealed class DifferentiatesLatest : LiveModule
    {
        private RecurrentInput? _latest;

        public override RecurrentOutput Forward(RecurrentInput input)
        {
            _latest = input;
            return base.Forward(input);
        }

        public override RecurrentGradients Backward(RecurrentInput input, UpstreamGradients upstream) => Correct.Backward(
            _latest is not null && _latest.Values.Shape.SequenceEqual(input.Values.Shape) ? input with { Values = _latest.Values } : input,
            upstream);
    }

    private sealed class DescendsTheGradient : LiveModule
    {
        public override RecurrentGradients Backward(RecurrentInput input, UpstreamGradients upstream)
        {
            RecurrentGradients gradients = base.Backward(input, upstream);
            Correct.Load(Parameters.MapGates((_, gate) => gate with { InputWeights = gate.InputWeights.Map(value => value / 2) }));
            return gradients;
        }
    }

    private sealed class KeepsGradientWeights : LiveModule
    {
        private RecurrentParameters? _first;

        public override void Load(RecurrentParameters parameters)
        {
            _first ??= Parameters;
            base.Load(parameters);
        }

        public override RecurrentGradients Backward(RecurrentInput input, UpstreamGradients upstream)
        {
            Correct.Load(_first ?? Parameters);
            RecurrentGradients gradients = base.Backward(input, upstream);
            Correct.Load(Parameters);
            return gradients;
        }
    }
}
