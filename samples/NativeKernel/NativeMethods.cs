using System.Runtime.InteropServices;

/// <summary>The functions of <c>Kernel/kernel.c</c>.</summary>
internal static unsafe partial class NativeMethods
{
    [LibraryImport("recurrent", EntryPoint = "lstm")]
    public static partial void Lstm(
        float* w, float* r, float* b, float* x, float* h0, float* c0, int* lengths,
        float* y, float* hN, float* cN, float* workspace, int steps, int rows, int inputs, int units);

    [LibraryImport("recurrent", EntryPoint = "gru")]
    public static partial void Gru(
        float* w, float* r, float* bW, float* bR, float* x, float* h0, int* lengths,
        float* y, float* hN, float* workspace, int steps, int rows, int inputs, int units);
}
