namespace RnnEquivalence.SelfTests;

/// <summary>Files beside the sources that a run writes, and that other runs check to be current.</summary>
internal sealed class Committed
{
    private readonly string _folder;

    /// <summary>The files of a folder of evidence.</summary>
    /// <exception cref="DirectoryNotFoundException">The program does not stand below the sources.</exception>
    public Committed(string folder) => _folder = Path.Combine(Root(), "evidence", folder);

    /// <summary>The text of a file.</summary>
    public string Read(string file) => File.ReadAllText(Path.Combine(_folder, file)).ReplaceLineEndings("\n");

    /// <summary>Whether there is a file.</summary>
    public bool Has(string file) => File.Exists(Path.Combine(_folder, file));

    /// <summary>Writes a file, whole or not at all.</summary>
    public void Write(string file, string text)
    {
        string path = Path.Combine(_folder, file);
        File.WriteAllText($"{path}.partial", text);
        File.Move($"{path}.partial", path, overwrite: true);
    }

    /// <summary>The first folder above the program that has the solution.</summary>
    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "RnnEquivalence.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} has RnnEquivalence.sln.");
    }
}
