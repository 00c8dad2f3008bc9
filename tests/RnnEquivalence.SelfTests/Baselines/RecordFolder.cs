using RnnEquivalence.Baselines;

namespace RnnEquivalence.SelfTests.Baselines;

/// <summary>A folder of its own for the records of one test.</summary>
internal sealed class RecordFolder : IDisposable
{
    /// <summary>The record of the old version, which is made once.</summary>
    private static readonly Lazy<byte[]> Old = new(() =>
    {
        using var folder = new RecordFolder();
        BaselineRun.Recorded(VersionedBackend.Old, folder.Path);
        return System.IO.File.ReadAllBytes(folder.File.Path);
    });

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"RnnEquivalence.{Guid.NewGuid():N}");

    /// <summary>The file of the backend in versions.</summary>
    public BaselineFile File => new(Path, typeof(VersionedBackend));

    /// <summary>What there is in the folder.</summary>
    public IEnumerable<string> Names => Directory.EnumerateFileSystemEntries(Path).Select(System.IO.Path.GetFileName).OfType<string>();

    /// <summary>A folder with the record of the old version.</summary>
    public static RecordFolder WithOld()
    {
        var folder = new RecordFolder();
        Directory.CreateDirectory(folder.Path);
        System.IO.File.WriteAllBytes(folder.File.Path, Old.Value);
        return folder;
    }

    /// <summary>Writes the record again with something else in it, and a checksum that fits.</summary>
    public void Rewrite(Func<BaselineRecord, BaselineRecord> edit) => File.Write(edit(File.Read()));

    public void Dispose()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
