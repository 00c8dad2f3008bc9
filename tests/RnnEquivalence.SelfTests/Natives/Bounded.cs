using System.Runtime.ExceptionServices;
using FluentAssertions;
using FluentAssertions.Execution;
using RnnEquivalence.Backends.TorchSharp.Natives;

namespace RnnEquivalence.SelfTests.Natives;

/// <summary>Reads files that may be damaged in any way, and notices where that does not end or takes more memory than it may.</summary>
internal static class Bounded
{
    private const string Name = "library.so";
    private static readonly TimeSpan Quickly = TimeSpan.FromSeconds(10);

    /// <summary>That a file which is asked something is refused, and with which words.</summary>
    public static void ShouldRefuse(byte[] file, Action<ElfLibrary> ask, string message)
    {
        Action read = () => Quick(() => ask(new ElfLibrary(Name, file)));
        read.Should().Throw<InvalidDataException>().WithMessage($"{Name} is not as expected: {message}.");
    }

    /// <summary>Makes damaged files of a sound one and asks them everything, and returns how many were refused.</summary>
    public static int Refused(int files, Func<byte[]> damage, Action<byte[]>? repair = null)
    {
        const int together = 100;
        int refused = 0;
        for (int first = 0; first < files; first += together)
        {
            Quick(() =>
            {
                for (int index = first; index < first + together; index++)
                {
                    byte[] file = damage();
                    refused += IsSound(file, $"file {index}") ? 0 : 1;
                    repair?.Invoke(file);
                }
            });
        }

        return refused;
    }

    private static bool IsSound(byte[] file, string which)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            var library = new ElfLibrary(Name, file);
            _ = library.VersionsProvided();
            foreach (NeededVersion version in library.VersionsNeededOf("libfirst.so").Concat(library.VersionsNeededOf("libstdc++.so.6")))
            {
                _ = library.SymbolsUsedOf(version);
            }

            return true;
        }
        catch (InvalidDataException)
        {
            return false;
        }
        catch (Exception unexpected)
        {
            throw new AssertionFailedException($"Reading {which} ended in a {unexpected.GetType().Name}: {unexpected}");
        }
        finally
        {
            (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(100_000 + (100L * file.Length), $"{which} is no longer");
        }
    }

    /// <summary>Ends everything where the action takes longer than it may: it cannot be stopped, and may be filling the memory.</summary>
    private static void Quick(Action action)
    {
        ExceptionDispatchInfo? thrown = null;
        var thread = new Thread(() =>
        {
            try
            {
                action();
            }
            catch (Exception exception)
            {
                thrown = ExceptionDispatchInfo.Capture(exception);
            }
        })
        {
            IsBackground = true,
        };
        thread.Start();
        if (!thread.Join(Quickly))
        {
            Environment.FailFast($"Reading a damaged file has not ended after {Quickly.TotalSeconds} seconds.");
        }

        thrown?.Throw();
    }
}
