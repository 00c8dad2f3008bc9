using System.Diagnostics;
using FluentAssertions;
using Xunit;

namespace RnnEquivalence.SelfTests.Building;

/// <summary>What a build leaves beside a program, which may run while the next build writes.</summary>
public sealed class OutputFolderTests
{
    public static bool IsLinux => OperatingSystem.IsLinux();

    [Fact(Skip = "Only on Linux, whose stat counts the links of a file like this.", SkipUnless = nameof(IsLinux))]
    public async Task Assemblies_WhateverWasBuilt_ShareNoFileWithAnotherFolder()
    {
        string[] assemblies = Directory.GetFiles(AppContext.BaseDirectory, "*.dll");

        string[] links = await LinksAsync(assemblies);

        links.Should().HaveSameCount(assemblies);
        links.Where(line => !line.StartsWith("1 ", StringComparison.Ordinal)).Should().BeEmpty(
            "a build that writes into one of them would break a program that runs; if an older build left them so, remove bin and obj");
    }

    /// <summary>For each file a line with the number of its links and its path.</summary>
    private static async Task<string[]> LinksAsync(string[] files)
    {
        using Process stat = Process.Start(new ProcessStartInfo("stat", ["-c", "%h %n", .. files]) { RedirectStandardOutput = true })!;
        string output = await stat.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await stat.WaitForExitAsync(TestContext.Current.CancellationToken);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
