using System.Collections.Immutable;
using RnnEquivalence.Backends;
using RnnEquivalence.Model;
using RnnEquivalence.Tests.Fixtures;

namespace RnnEquivalence.Tests.Golden;

/// <summary>
/// A library that vectors come from, as a kernel whose outputs are already known. Nothing of it runs here, so the accuracy of its
/// functions is declared from what it is made of, generously, and not measured; Arithmetic derives all bounds from it.
/// </summary>
/// <param name="Name">Library and version.</param>
/// <param name="Tanh">The accuracy of its tanh.</param>
/// <param name="Sigmoid">The accuracy of its logistic sigmoid.</param>
/// <param name="OtherFunction">What the others add to the roundings of their formulas.</param>
internal sealed record GoldenLibrary(string Name, ActivationAccuracy Tanh, ActivationAccuracy Sigmoid, ActivationAccuracy OtherFunction)
{
    /// <summary>
    /// Functions of singles and doubles, by the C library: tanh is good to 2 units in the last place, which are 4 u, and so is exp, to
    /// which a sum and a quotient come.
    /// </summary>
    public static GoldenLibrary PyTorch(FixtureReader root) => new(Describe(root, "PyTorch"), new(4), new(6), new(6));

    /// <summary>JavaScript computes functions in double precision; what is stored is a single, rounded once: 1 u.</summary>
    public static GoldenLibrary TensorFlowJs(FixtureReader root) => new(Describe(root, "TensorFlow.js"), new(2), new(2), new(8));

    /// <summary>
    /// NumPy's functions of singles, of which tanh and exp may be off by 4 units in the last place, which are 8 u (the bound of its
    /// vectorised loops).
    /// </summary>
    public static GoldenLibrary OnnxReference(string version) => new($"ONNX {version}, reference", new(8), new(12), new(12));

    /// <summary>How precisely it computes in one element type, whatever the cell.</summary>
    public Precision PrecisionIn(ElementType type) => new(type, Tanh, Sigmoid)
    {
        Activations = Enum.GetValues<ActivationFunction>()
            .Except([ActivationFunction.Tanh, ActivationFunction.Sigmoid])
            .ToImmutableDictionary(function => function, _ => OtherFunction),
    };

    /// <summary>How the summary of a run names the library in one element type.</summary>
    public string NameIn(ElementType type) => $"{Name}, {type.LibraryName()}";

    /// <summary>The header of a file: which library wrote it, in which version, by which command, with which seed.</summary>
    private static string Describe(FixtureReader root, string library) => root.Object("header", header =>
    {
        string name = header.Choice("library", new Dictionary<string, string> { [library] = library });
        _ = header.Text("command");
        _ = header.Count("seed");
        return $"{name} {header.Text("version")}";
    });
}
