using RnnEquivalence.Model;
using static RnnEquivalence.SelfTests.Mutants.Edits;

namespace RnnEquivalence.SelfTests.Mutants;

// What can be wrong with the options of a cell.
internal static partial class Catalogue
{
    private static IEnumerable<Fault> Variants()
    {
        yield return Variant("reset-before-as-after", "The reset gate is applied after the product where it is meant before.",
            network => network.Cell == RecurrentCell.GruResetBefore ? network with { Cell = RecurrentCell.Gru } : network)
            with { Source = "tracel-ai/burn#2701" };
        yield return Variant("reset-after-as-before", "The reset gate is applied before the product where it is meant after.",
            network => network.Cell == RecurrentCell.Gru ? network with { Cell = RecurrentCell.GruResetBefore } : network)
            with { Source = "microsoft/onnxscript#2852" };
        yield return Variant("activations-ignored", "Every function is the usual one.",
            network => network with
            {
                Activations = CellActivations.Usual,
                ReverseActivations = null,
            }) with { Source = "sonos/tract#2751" };
        yield return Variant("activations-of-forward-for-both", "The reverse cells use the functions of the forward ones.",
            network => network with { ReverseActivations = null }) with { Source = "onnx/tensorflow-onnx#2211" };
        yield return Variant("activations-of-gate-and-candidate-exchanged", "The functions of gates and candidate are exchanged.",
            network => network with
            {
                Activations = network.Activations with { Gates = network.Activations.Candidate, Candidate = network.Activations.Gates },
            }) with { Source = "tflearn/tflearn#200" };
        yield return Variant("activations-of-candidate-and-state-exchanged", "The functions of candidate and state are exchanged.",
            network => network with
            {
                Activations = network.Activations with { Candidate = network.Activations.State, State = network.Activations.Candidate },
            });
        yield return Variant("alpha-and-beta-exchanged", "α and β are exchanged.",
            network => network with
            {
                Activations = Each(network.Activations, f => f with { Alpha = f.Beta, Beta = f.Alpha }),
            }) with { Source = "PINTO0309/onnx2tf#300" };
        yield return Variant("hard-sigmoid-of-keras-3", "The hard sigmoid is z/6 + ½ whatever α and β say.",
            network => network with
            {
                Activations = Each(network.Activations, f =>
                    f.Function == ActivationFunction.HardSigmoid ? f with { Alpha = 1 / 6.0, Beta = 0.5 } : f),
            }) with { Source = "tensorflow/tensorflow#65381" };
        yield return Variant("clip-ignored", "No argument of an activation is clipped.",
            network => network with { ActivationClip = null }) with { Source = "sonos/tract#2751" };
        yield return Variant("cell-clip-ignored", "The cell state is not clipped.", network => network with { CellClip = null });
        yield return Variant("clip-at-twice", "The clip bound is doubled.",
            network => network with { ActivationClip = 2 * network.ActivationClip, CellClip = 2 * network.CellClip });
        yield return OfNetwork("cell-not-clipped-before-its-activation") with
        {
            Sentence = "Of all arguments of activations, the cell state is not clipped.",
            Cell = (z, c, a) => EditedLstm(z, c, a, hidden: (o, next) => a.Times(o, a.Tanh(next))),
            Source = "microsoft/onnxruntime#27224",
        };
        yield return OfNetwork("clipped-cell-is-returned-unclipped") with
        {
            Sentence = "The clipped cell state is used for h and returned unclipped.",
            Cell = (z, c, a) => EditedLstm(z, c, a, kept: raw => raw),
        };
        yield return OfNetwork("coupled-the-other-way") with
        {
            Sentence = "With coupled gates, i = 1 − f.",
            Cell = (z, c, a) => EditedLstm(z, c, a, coupled: i => (a.Round(1 - i), i)),
        };
        yield return OfNetwork("coupled-gate-open") with
        {
            Sentence = "With coupled gates, nothing is forgotten.",
            Cell = (z, c, a) => EditedLstm(z, c, a, coupled: i => (i, 1)),
        };
        yield return OfNetwork("peephole-of-output-sees-old-cell") with
        {
            Sentence = "The output gate's peephole sees the old cell state.",
            Cell = (z, c, a) => EditedLstm(z, c, a, seenByOutput: _ => c),
        };
        yield return Reads("peepholes-lost", "There are no peepholes.",
            (_, p) => EachGate(p, g => g with { Peephole = Scale(g.Peephole, 0) })) with { Cells = [] };
        yield return Reads("peepholes-of-first-unit", "Every unit has the peephole of the first.",
            (_, p) => EachGate(p, g => g with { Peephole = g.Peephole?.Select(_ => g.Peephole[0]).ToArray() }))
            with { Cells = [], Source = "tensorflow/tensorflow#34171" };
        yield return Reads("peepholes-i-o-exchanged", "The peepholes of i and o are exchanged.", (_, p) => p.Map((gate, own) => gate switch
        {
            Gate.Input when own.Peephole is not null => own with { Peephole = p[Gate.Output].Peephole },
            Gate.Output when own.Peephole is not null => own with { Peephole = p[Gate.Input].Peephole },
            _ => own,
        })) with { Cells = [] };
        yield return Reads("projection-reads-units-reversed", "The projection reads the units in reverse.",
            (layer, p) => p.WithProjection(p.Projection is { } w
                ? Matrix.Create(w.Rows, w.Columns, (row, unit) => w[row, layer.HiddenSize - 1 - unit])
                : null)) with { Cells = [] };
        yield return Reads("projection-of-first-feature", "Every projected feature is the first.",
            (_, p) => p.WithProjection(p.Projection is { } w ? MapAt(w, (_, unit, _) => w[0, unit]) : null)) with { Cells = [] };
    }

    private static Fault OfNetwork(string id) => new() { Id = id, Sentence = "", Cells = [] };

    private static Fault Variant(string id, string sentence, Func<RecurrentArchitecture, RecurrentArchitecture> edit) =>
        OfNetwork(id) with { Sentence = sentence, Architecture = edit };

    private static CellActivations Each(CellActivations activations, Func<Activation, Activation> change) =>
        new(change(activations.Gates), change(activations.Candidate), change(activations.State));

    /// <summary>The correct cell, but for one of its parts; other cells than the LSTM are as they should be.</summary>
    private static (double Hidden, double Cell) EditedLstm(
        Gates z,
        double c,
        Activations a,
        Func<double, (double I, double F)>? coupled = null,
        Func<double, double>? seenByOutput = null,
        Func<double, double, double>? hidden = null,
        Func<double, double>? kept = null)
    {
        if (a.Architecture.Cell != RecurrentCell.Lstm)
        {
            return a.Cell(z, c);
        }

        double i = a.Gate(z.I);
        (i, double f) = !a.Architecture.CouplesGates ? (i, a.Gate(z.F)) : coupled is null ? (i, a.Round(1 - i)) : coupled(i);
        double raw = a.SumOfProducts(f, c, i, a.Candidate(z.G));
        double next = a.ClipCell(raw);
        double o = a.Gate(z.OutputSeeing(seenByOutput is null ? next : seenByOutput(next)));
        return (hidden is null ? a.Times(o, a.State(next)) : hidden(o, next), kept is null ? next : kept(raw));
    }
}
