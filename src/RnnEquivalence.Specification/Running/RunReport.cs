using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Xunit.Sdk;
using Xunit.v3;

namespace RnnEquivalence.Running;

/// <summary>
/// Prints what a run was asked for and on what machine when it starts, and the summary of all laws when it ends.
/// <c>dotnet test</c> shows what a test project prints only when it fails, so <see cref="SummaryArtifact"/> also has both
/// written to a file.
/// </summary>
/// <remarks>Registered with <c>[assembly: TestPipelineStartup(typeof(RunReport))]</c>.</remarks>
public sealed class RunReport : ITestPipelineStartup
{
    private const int CannotRun = 2;

    private static readonly List<Func<string>> Engines = [];

    /// <summary>The file that holds the report once the run has ended.</summary>
    public static string Path { get; } = System.IO.Path.Combine(
        AppContext.BaseDirectory, "TestResults", $"{Assembly.GetEntryAssembly()?.GetName().Name ?? "run"}.summary.txt");

    /// <summary>Adds a line about an engine to the header: its name, version and threads.</summary>
    public static void Describe(Func<string> engine) => Engines.Add(engine);

    /// <inheritdoc/>
    public ValueTask StartAsync(IMessageSink diagnosticMessageSink)
    {
        try
        {
            Console.WriteLine(Header(Settings.Current));
        }
        catch (Exception unusable) when (Cause(unusable) is SettingsException or DllNotFoundException)
        {
            // Nothing that follows would mean what the user asked for. Throwing here would bury the message in stack traces.
            Console.Error.WriteLine(Cause(unusable).Message);
            Console.Error.Flush();
            Environment.Exit(CannotRun);
        }

        return default;
    }

    private static Exception Cause(Exception exception) =>
        exception is TypeInitializationException { InnerException: { } inner } ? Cause(inner) : exception;

    /// <inheritdoc/>
    public ValueTask StopAsync()
    {
        Console.WriteLine(Scoreboard.Current);
        if (Settings.Current.Of(Knobs.Soak) is { } folder)
        {
            Console.WriteLine(Scoreboard.Current.Soak.Write(folder, Header(Settings.Current)) is { } path
                ? $"The soak is recorded in {path}."
                : "No law was run, so no soak is recorded.");
        }

        return default;
    }

    /// <summary>Writes header and summary to <see cref="Path"/>.</summary>
    /// <returns>The file, or null if no law was run.</returns>
    public static FileInfo? WriteSummary()
    {
        if (Scoreboard.Current.Tallies.Count == 0)
        {
            return null;
        }

        string partial = $"{Path}.{Guid.NewGuid():N}";
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        File.WriteAllText(partial, Header(Settings.Current) + Environment.NewLine + Scoreboard.Current);
        File.Move(partial, Path, overwrite: true);
        return new FileInfo(Path);
    }

    private static string Header(Settings settings)
    {
        var lines = new List<string>
        {
            $"RnnEquivalence {typeof(RunReport).Assembly.GetName().Version?.ToString(3)}",
            $"  settings   {settings}",
            $"  machine    {RuntimeInformation.OSDescription.Trim()}, {RuntimeInformation.ProcessArchitecture}, "
                + $"{Processors()}, {Vectors()}",
            $"  runtime    {RuntimeInformation.FrameworkDescription}",
        };
        lines.AddRange(Engines.Select(engine => $"  engine     {engine()}"));
        return string.Join(Environment.NewLine, lines) + Environment.NewLine;
    }

    private static string Processors() => string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} processors");

    private static string Vectors()
    {
        (string Name, bool IsSupported)[] known =
        [
            ("AVX-512", Avx512F.IsSupported),
            ("AVX2", Avx2.IsSupported),
            ("FMA", Fma.IsSupported),
            ("AdvSIMD", AdvSimd.IsSupported),
        ];
        string found = string.Join(' ', known.Where(feature => feature.IsSupported).Select(feature => feature.Name));
        return found.Length == 0 ? "no vector extensions" : found;
    }
}
