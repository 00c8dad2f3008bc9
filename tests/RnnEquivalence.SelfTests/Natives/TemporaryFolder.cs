namespace RnnEquivalence.SelfTests.Natives;

/// <summary>An empty folder that goes when it is disposed of.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("rnneq-natives-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
