using System.Globalization;
using System.Text.RegularExpressions;

namespace RnnEquivalence.Tests.Kernels;

/// <summary>
/// What the libraries below libtorch said they did in each announced call of a child process: oneDNN its recurrent primitives
/// (<c>ONEDNN_VERBOSE=1</c>), MKL its matrix products (<c>MKL_VERBOSE=1</c>). Both decide whether to speak when they are loaded.
/// </summary>
internal sealed partial class KernelTrace
{
    private readonly Dictionary<string, CallTrace> _calls = [];

    private KernelTrace()
    {
    }

    /// <summary>What has both libraries speak.</summary>
    public static (string Name, string Value)[] Environment { get; } = [("ONEDNN_VERBOSE", "1"), ("MKL_VERBOSE", "1")];

    /// <summary>Whether oneDNN has introduced itself.</summary>
    public bool HasOneDnn { get; private set; }

    /// <summary>Whether MKL has introduced itself.</summary>
    public bool HasMkl { get; private set; }

    /// <summary>What was said during a call.</summary>
    public CallTrace this[string call] => _calls[call];

    /// <summary>The trace in the output of a process.</summary>
    public static KernelTrace Read(IEnumerable<string> output)
    {
        var trace = new KernelTrace();
        CallTrace? call = null;
        foreach (string line in output)
        {
            trace.HasOneDnn |= line.StartsWith("onednn_verbose,v1,info,oneDNN", StringComparison.Ordinal);
            trace.HasMkl |= line.StartsWith("MKL_VERBOSE oneMKL", StringComparison.Ordinal)
                || line.StartsWith("MKL_VERBOSE Intel", StringComparison.Ordinal);
            if (ChildProcess.AnnouncedBy(line) is { } name)
            {
                trace._calls.Add(name, call = new CallTrace([], []));
            }
            else if (line.Split(',') is ["onednn_verbose", _, "primitive", "exec", _, "rnn", _, var kind, ..])
            {
                call?.Primitives.Add(kind);
            }
            else if (ProductLine().Match(line) is { Success: true } product)
            {
                call?.Products.Add(new MatrixProduct(
                    IsDouble: product.Groups["type"].Value == "D", Number("outputs"), Number("inputs"), Number("rows"), Number("threads")));

                int Number(string group) => int.Parse(product.Groups[group].Value, CultureInfo.InvariantCulture);
            }
        }

        return trace;
    }

    // C (m, n) = A (m, k) · B (k, n), by columns: libtorch's rows are MKL's columns.
    [GeneratedRegex(@"^MKL_VERBOSE (?<type>[SD])GEMM\([NT],[NT],(?<outputs>\d+),(?<rows>\d+),(?<inputs>\d+),.* NThr:(?<threads>\d+)")]
    private static partial Regex ProductLine();
}

/// <summary>What was said during one call.</summary>
/// <param name="Primitives">The kinds of oneDNN's recurrent primitives, in order.</param>
/// <param name="Products">MKL's matrix products, in order.</param>
internal sealed record CallTrace(List<string> Primitives, List<MatrixProduct> Products);

/// <summary>One matrix product, of a weight matrix and some rows.</summary>
/// <param name="IsDouble">Whether it is one of float64.</param>
/// <param name="Outputs">The rows of the weight matrix.</param>
/// <param name="Inputs">Its columns.</param>
/// <param name="Rows">How many rows it is multiplied with.</param>
/// <param name="Threads">How many threads MKL had for it.</param>
internal readonly record struct MatrixProduct(bool IsDouble, int Outputs, int Inputs, int Rows, int Threads = 1)
{
    /// <summary>The product for the gradient of the rows: the weights transposed, times the gradient of the product.</summary>
    public MatrixProduct ForItsRows() => this with { Outputs = Inputs, Inputs = Outputs };

    /// <summary>The product for the gradient of the weights: the rows transposed, times the gradient of the product.</summary>
    public MatrixProduct ForItsWeights() => this with { Outputs = Inputs, Inputs = Rows, Rows = Outputs };
}
