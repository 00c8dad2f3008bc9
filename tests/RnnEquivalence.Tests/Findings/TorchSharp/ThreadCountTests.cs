using System.Diagnostics;
using System.Runtime.InteropServices;
using Xunit;
using static TorchSharp.torch;

namespace RnnEquivalence.Tests.Findings.TorchSharp;

/// <summary>The number of threads that is set is OpenMP's, which keeps one for each thread.</summary>
[Collection(typeof(Alone))]
public sealed class ThreadCountTests : TorchSharpFinding
{
    private delegate int ThreadCount();

    [Fact]
    public void SetNumThreads_OnOneThread_IsNotInEffectOnAnother()
    {
        int before = get_num_threads();
        using var process = Process.GetCurrentProcess();
        string? openMp = process.Modules.Cast<ProcessModule>()
            .FirstOrDefault(module => module.ModuleName.StartsWith("libgomp", StringComparison.Ordinal))?.FileName;
        Assert.SkipWhen(openMp is null, "This libtorch is built with another OpenMP than GNU's.");
        ThreadCount inEffect = Marshal.GetDelegateForFunctionPointer<ThreadCount>(
            NativeLibrary.GetExport(NativeLibrary.Load(openMp), "omp_get_max_threads"));
        int initial = OnAnotherThread(() => inEffect());

        try
        {
            set_num_threads(initial + 1);

            // Asking libtorch, as the third number does, puts into effect what it says.
            (int Found, int Said, int Then) there = OnAnotherThread(() => (inEffect(), get_num_threads(), inEffect()));
            Remains(() => there == (initial, initial + 1, initial + 1), "`torch.set_num_threads` acts on the thread that calls it");
        }
        finally
        {
            set_num_threads(before);
        }
    }

    private static T OnAnotherThread<T>(Func<T> call)
    {
        T result = default!;
        var thread = new Thread(() => result = call());
        thread.Start();
        thread.Join();
        return result;
    }
}
