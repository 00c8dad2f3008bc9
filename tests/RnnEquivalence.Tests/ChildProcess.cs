using System.Diagnostics;

namespace RnnEquivalence.Tests;

/// <summary>
/// This program once more, in a process of its own that runs one explicit fact. The fact stands in a class of its own that starts
/// no process, and tells what it does by announcements.
/// </summary>
internal static class ChildProcess
{
    private const string Announcement = "ChildProcess: ";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>Runs a fact of a class and returns what became of it.</summary>
    public static async Task<ChildOutcome> RunAsync(Type facts, string fact, params (string Name, string Value)[] environment)
    {
        Unhurried.Only("starts a process of its own");
        string program = Environment.ProcessPath!;
        bool isHost = Path.GetFileNameWithoutExtension(program) == "dotnet";
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        string[] arguments =
        [
            .. isHost ? new[] { facts.Assembly.Location } : [],
            "-method", $"{facts.FullName}.{fact}", "-explicit", "only", "-noColor",
        ];
        Array.ForEach(arguments, start.ArgumentList.Add);
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        using Process child = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            Task<string> errors = child.StandardError.ReadToEndAsync(limit.Token);
            string output = await child.StandardOutput.ReadToEndAsync(limit.Token);
            await child.WaitForExitAsync(limit.Token);
            return new ChildOutcome(child.ExitCode, output.Split('\n', StringSplitOptions.TrimEntries), await errors);
        }
        catch
        {
            child.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>
    /// Announces something in the child, on the output that native libraries write to: Console.Out may lead to the report.
    /// </summary>
    public static void Announce(string text)
    {
        using var output = new StreamWriter(Console.OpenStandardOutput());
        output.WriteLine($"\n{Announcement}{text}");
    }

    /// <summary>What a line of the child's output announces, or null.</summary>
    public static string? AnnouncedBy(string line) =>
        line.StartsWith(Announcement, StringComparison.Ordinal) ? line[Announcement.Length..] : null;
}

/// <summary>What became of a child process.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">The lines of its output.</param>
/// <param name="Errors">What it wrote to its error output.</param>
internal sealed record ChildOutcome(int ExitCode, string[] Output, string Errors)
{
    /// <summary>What it announced.</summary>
    public IEnumerable<string> Announcements => Output.Select(ChildProcess.AnnouncedBy).OfType<string>();

    /// <inheritdoc/>
    public override string ToString() => $"exit code {ExitCode}\n{string.Join('\n', Output)}\n{Errors}";
}
