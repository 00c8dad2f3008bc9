using System.ComponentModel;
using System.Diagnostics;

namespace RnnEquivalence.Tests.Golden.Onnx;

/// <summary>
/// The node tests of ONNX where Debian's package <c>libonnx-testdata</c> has installed them. They are read there and not copied.
/// </summary>
internal static class OnnxTestData
{
    private const string Package = "libonnx-testdata";

    /// <summary>The package's version; null where it is not installed.</summary>
    public static string? Version { get; } =
        Ask("--show", "--showformat", "${Version}", Package) is [{ Length: > 0 } version] ? version : null;

    private static string? Folder { get; } = Ask("--listfiles", Package)
        .Where(file => file.EndsWith("/test_lstm_defaults/model.onnx", StringComparison.Ordinal))
        .Select(file => Path.GetDirectoryName(Path.GetDirectoryName(file)))
        .FirstOrDefault(Directory.Exists);

    /// <summary>Why a test cannot be run, or null if it can.</summary>
    public static string? Missing(string test) =>
        Folder is null ? $"Debian's package {Package}, which has ONNX' own test vectors, is not installed."
        : !File.Exists(PathOf(test, "model.onnx")) ? $"The package {Package} {Version} has no test {test}."
        : null;

    /// <summary>A file of a test.</summary>
    public static byte[] Bytes(string test, params string[] path) => File.ReadAllBytes(PathOf(test, path));

    private static string PathOf(string test, params string[] path) => Path.Combine([Folder!, test, .. path]);

    /// <summary>The lines that dpkg-query answers; none where there is no such package or no such program.</summary>
    private static string[] Ask(params string[] arguments)
    {
        try
        {
            using Process asked = Process.Start(new ProcessStartInfo("dpkg-query", arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            Task<string> errors = asked.StandardError.ReadToEndAsync();
            string answer = asked.StandardOutput.ReadToEnd();
            _ = errors.Result;
            asked.WaitForExit();
            return asked.ExitCode == 0 ? answer.Split('\n', StringSplitOptions.RemoveEmptyEntries) : [];
        }
        catch (Win32Exception)
        {
            return [];
        }
    }
}
