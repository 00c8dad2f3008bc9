using System.Diagnostics;
using System.Runtime.InteropServices;
using TorchSharp;
using Xunit;

namespace RnnEquivalence.Tests.Findings.TorchSharp;

/// <summary>The number of threads that is set is OpenMP's, which keeps one for each thread.</summary>
[Collection(typeof(Alone))]
public sealed class ThreadCountTests : TorchSharpFinding
{
    private delegate int ThreadCount();

    [Fact]
    [Entry("libtorch 2.10.0: `torch.set_num_threads` acts on the thread that calls it (Linux)")]
    public void SetNumThreads_OnOneThread_IsNotInEffectOnAnother()
    {
        int before = torch.get_num_threads();
        using var process = Process.GetCurrentProcess();
        string? openMp = process.Modules.Cast<ProcessModule>()
            .FirstOrDefault(module => module.ModuleName.StartsWith("libgomp", StringComparison.Ordinal))?.FileName;
        Assert.SkipWhen(openMp is null, "This libtorch is built with another OpenMP than GNU's.");
        ThreadCount inEffect = Marshal.GetDelegateForFunctionPointer<ThreadCount>(
            NativeLibrary.GetExport(NativeLibrary.Load(openMp), "omp_get_max_threads"));

        try
        {
            int initial = 0;
            InAnotherThread(() => initial = inEffect());
            Remains(() => SetAndAskElsewhere(initial + 1, inEffect) == (initial, initial + 1, initial + 1));
        }
        finally
        {
            torch.set_num_threads(before);
        }
    }

    private static (int Found, int Said, int Then) SetAndAskElsewhere(int count, ThreadCount omp_get_max_threads)
    {
        torch.set_num_threads(count);

        (int Found, int Said, int Then) there = default;
        var other = new Thread(() => there = (omp_get_max_threads(), torch.get_num_threads(), omp_get_max_threads()));
        other.Start();
        other.Join();    // there is (2, 3, 3) where count is 3 and OpenMP's own number is 2
        return there;
    }

    private static void InAnotherThread(ThreadStart call)
    {
        var thread = new Thread(call);
        thread.Start();
        thread.Join();
    }
}
