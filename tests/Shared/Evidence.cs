namespace RnnEquivalence.Evidence;

/// <summary>
/// A folder of what was measured: written by runs, and held to be current by others. Copies lie beside the program, so that a program
/// which is carried elsewhere has what it needs.
/// </summary>
internal sealed class EvidenceFolder(string name)
{
    private static readonly string? Repository = FindRepository();

    /// <summary>The text of a file, with the line ends of Unix.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    public string Read(string file)
    {
        string path = PathOf(file);
        return File.Exists(path)
            ? File.ReadAllText(path).ReplaceLineEndings("\n")
            : throw new FileNotFoundException($"{path} is expected, which a run of these tests has measured, but there is no such file.");
    }

    /// <summary>Whether there is a file.</summary>
    public bool Has(string file) => File.Exists(PathOf(file));

    /// <summary>Writes a file among the sources, whole or not at all.</summary>
    /// <exception cref="InvalidOperationException">The program does not stand below the sources.</exception>
    public void Write(string file, string text)
    {
        if (Repository is null)
        {
            throw new InvalidOperationException(
                $"What is measured is written among the sources, but no folder above {AppContext.BaseDirectory} has them.");
        }

        string path = PathOf(file);
        File.WriteAllText($"{path}.partial", text);
        File.Move($"{path}.partial", path, overwrite: true);
    }

    /// <summary>A path below the folder of the repository; null where the program does not stand below it.</summary>
    public static string? InRepository(params string[] parts) => Repository is null ? null : Path.Combine([Repository, .. parts]);

    private string PathOf(string file) => Path.Combine(Repository ?? AppContext.BaseDirectory, "evidence", name, file);

    /// <summary>The first folder above the program that has the solution, if any has.</summary>
    private static string? FindRepository()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "RnnEquivalence.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName;
    }
}
