namespace RnnEquivalence.Backends.TorchSharp.Natives;

/// <summary>Where a program's native libraries may lie, in the order in which they are looked for.</summary>
/// <remarks>
/// First where the runtime looks: in the folders that the host was told of, which are <c>runtimes/linux-x64/native</c>
/// beside a program that was built for no system in particular, folders of the package cache where nothing is copied, or the program's
/// own; then beside the assembly. Last where others have put them.
/// </remarks>
internal sealed class NativeFolders
{
    /// <param name="told">The folders that the host was told of, as one text.</param>
    /// <param name="own">Those of the program and its assemblies; an empty one is none.</param>
    public NativeFolders(string? told, params IReadOnlyList<string> own)
    {
        string[] given = [.. own.Where(folder => folder.Length > 0)];
        All =
        [
            .. new[]
            {
                (told ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
                given,
                [.. given.Select(folder => Path.Combine(folder, "runtimes", "linux-x64", "native"))],

                // TorchSharp's own copies, which it makes where nothing loads.
                [.. given.Select(folder => Path.Combine(folder, "cpu"))],
            }.SelectMany(folders => folders).Select(Path.TrimEndingDirectorySeparator).Distinct(),
        ];
    }

    /// <summary>All of them, whether they exist or not.</summary>
    public IReadOnlyList<string> All { get; }

    /// <summary>Those of this process.</summary>
    /// <param name="assembly">The file of the assembly that the natives belong to; empty where it is part of a single file.</param>
    public static NativeFolders OfProcess(string assembly) => new(
        AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string,
        Path.GetDirectoryName(assembly) ?? "",
        AppContext.BaseDirectory);

    /// <summary>The first file of that name, if there is any.</summary>
    public string? Find(string fileName) =>
        All.Select(folder => Path.Combine(folder, fileName)).FirstOrDefault(File.Exists);
}
