using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace RnnEquivalence.Benchmarks.Peer;

/// <summary>The property test of the peer: <c>benchmarks/peer/peer.py</c>, run by a Python that has PyTorch and Hypothesis.</summary>
internal sealed class PeerScript
{
    private static readonly string[] Pythons = ["python3", "/usr/bin/python3", "python"];

    private readonly string _python;

    private PeerScript(string python, string versions)
    {
        _python = python;
        Versions = versions;
    }

    /// <summary>What it runs on.</summary>
    public string Versions { get; }

    private static string Path => System.IO.Path.Combine(FolderOfThisFile(), "..", "..", "peer", "peer.py");

    /// <summary>The script, or null if no Python has what it needs.</summary>
    public static PeerScript? Find() => Pythons
        .Select(python => (python, Versions: Output(python, "-c", VersionsOf)))
        .Where(found => found.Versions is not null)
        .Select(found => new PeerScript(found.python, found.Versions!))
        .FirstOrDefault();

    /// <summary>The seconds of CPU time that a case of a module takes.</summary>
    public double SecondsPerCase(string module, int cases) => double.Parse(
        Output(_python, Path, module, cases.ToString(CultureInfo.InvariantCulture))
            ?? throw new InvalidOperationException($"{Path} failed."),
        CultureInfo.InvariantCulture);

    private const string VersionsOf =
        "import hypothesis, torch; print(f'Hypothesis {hypothesis.__version__} with PyTorch {torch.__version__}')";

    private static string? Output(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd().Trim();
            process.WaitForExit();
            return process.ExitCode == 0 ? output : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    private static string FolderOfThisFile([CallerFilePath] string path = "") => System.IO.Path.GetDirectoryName(path)!;
}
