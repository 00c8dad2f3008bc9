using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace RnnEquivalence.Backends.TorchSharp.Natives;

/// <summary>A file that lies in no folder, but in the memory of this process, where nobody else can put another in its place.</summary>
internal static class AnonymousFile
{
    private const uint CloseOnExecute = 1;

    // Never closed: the dynamic loader knows a library by its path, and the number in it must not come to mean another file.
    private static readonly List<SafeFileHandle> Open = [];

    /// <summary>Makes one on Linux, and returns a path by which this process can load it.</summary>
    /// <exception cref="IOException">The system allows none.</exception>
    public static string Create(string name, byte[] content)
    {
        int number = CreateInMemory(name, CloseOnExecute);
        if (number < 0)
        {
            throw new IOException($"memfd_create: {Marshal.GetLastPInvokeErrorMessage()}.");
        }

        var file = new SafeFileHandle(number, ownsHandle: true);
        lock (Open)
        {
            Open.Add(file);
        }

        RandomAccess.Write(file, content, 0);
        return $"/proc/self/fd/{number}";
    }

    [DllImport("libc", EntryPoint = "memfd_create", SetLastError = true)]
    private static extern int CreateInMemory([MarshalAs(UnmanagedType.LPUTF8Str)] string name, uint flags);
}
