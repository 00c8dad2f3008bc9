using System.Runtime.InteropServices;
using FluentAssertions;
using RnnEquivalence.Backends.TorchSharp.Natives;
using Xunit;

namespace RnnEquivalence.SelfTests.Natives;

/// <summary>Where the adapted copy of a native library is put.</summary>
public sealed class AdaptedCopyTests : IDisposable
{
    private const string OnlyOnLinux = "Only on Linux, where copies are adapted.";

    private static readonly byte[] Content = [.. Enumerable.Range(0, 100_000).Select(index => (byte)(index % 251))];

    private readonly TemporaryFolder _folder = new();

    public static bool IsLinux => OperatingSystem.IsLinux();

    private string Copy => Path.Combine(_folder.Path, "library.adapted.so");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void FolderThatCanBeWritten_HoldsTheCopyAndNothingElse()
    {
        AdaptedCopy.Place(Copy, Content).Should().Be(Copy);

        Directory.GetFiles(_folder.Path).Should().Equal(Copy);
        File.ReadAllBytes(Copy).Should().Equal(Content);
    }

    [Fact]
    public void CopyThatLiesThere_IsNotWrittenAgain()
    {
        File.WriteAllBytes(Copy, Content);
        File.SetAttributes(Copy, FileAttributes.ReadOnly);
        DateTime longAgo = new(2018, 8, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(Copy, longAgo);

        AdaptedCopy.Place(Copy, Content).Should().Be(Copy);

        File.GetLastWriteTimeUtc(Copy).Should().Be(longAgo);
        File.SetAttributes(Copy, FileAttributes.Normal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(99_999)]
    [InlineData(100_000)]
    public void CopyThatIsDamaged_IsReplaced(int length)
    {
        byte[] damaged = new byte[length];
        Content.AsSpan(0, Math.Min(length, 99_999)).CopyTo(damaged);
        File.WriteAllBytes(Copy, damaged);

        AdaptedCopy.Place(Copy, Content).Should().Be(Copy);

        File.ReadAllBytes(Copy).Should().Equal(Content);
    }

    [Fact(Skip = OnlyOnLinux, SkipUnless = nameof(IsLinux))]
    public void CopyThatIsALink_IsReplaced_AndWhereItLeadsIsLeftAlone()
    {
        string other = Path.Combine(_folder.Path, "other.so");
        File.WriteAllText(other, "other");
        File.CreateSymbolicLink(Copy, other);

        AdaptedCopy.Place(Copy, Content).Should().Be(Copy);

        File.ReadAllText(other).Should().Be("other");
        File.ReadAllBytes(Copy).Should().Equal(Content);
    }

    [Fact(Skip = OnlyOnLinux, SkipUnless = nameof(IsLinux))]
    public void ManyAtOnce_AllHaveTheOneWholeCopy()
    {
        const int rounds = 20;
        using var start = new Barrier(8, _ => File.Delete(Copy));
        var whole = new int[start.ParticipantCount];
        Thread[] threads = [.. Enumerable.Range(0, whole.Length).Select(index => new Thread(() =>
        {
            for (int round = 0; round < rounds; round++)
            {
                start.SignalAndWait();
                whole[index] += AdaptedCopy.Place(Copy, Content) == Copy && File.ReadAllBytes(Copy).AsSpan().SequenceEqual(Content) ? 1 : 0;
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        whole.Should().OnlyContain(count => count == rounds);
        Directory.GetFiles(_folder.Path).Should().Equal(Copy);
    }

    [Fact(Skip = OnlyOnLinux, SkipUnless = nameof(IsLinux))]
    public void FolderThatCannotBeWritten_IsDoneWithout()
    {
        string copy = Path.Combine(_folder.Path, "missing", "library.adapted.so");

        string first = AdaptedCopy.Place(copy, Content);
        string second = AdaptedCopy.Place(copy, [1, 2, 3]);

        first.Should().StartWith("/proc/self/fd/").And.NotBe(second);
        File.ReadAllBytes(first).Should().Equal(Content);
        File.ReadAllBytes(second).Should().Equal(1, 2, 3);
        Directory.GetFileSystemEntries(_folder.Path).Should().BeEmpty();
    }

    [Fact(Skip = OnlyOnLinux, SkipUnless = nameof(IsLinux))]
    public void LibraryInMemory_Loads()
    {
        // Any library does that needs little and is not hurt by being there twice.
        byte[] library = File.ReadAllBytes(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "libSystem.IO.Compression.Native.so"));

        nint loaded = NativeLibrary.Load(AdaptedCopy.Place(Path.Combine(_folder.Path, "missing", "library.so"), library));

        NativeLibrary.TryGetExport(loaded, "CompressionNative_Crc32", out _).Should().BeTrue();
    }
}
