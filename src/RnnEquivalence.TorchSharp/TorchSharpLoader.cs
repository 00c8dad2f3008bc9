using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using RnnEquivalence.Backends.TorchSharp.Natives;
using TorchSharp;

namespace RnnEquivalence.Backends.TorchSharp;

/// <summary>Makes TorchSharp's native library load wherever libtorch itself does, and from wherever a program has its natives.</summary>
public static class TorchSharpLoader
{
    private const string LibraryName = "LibTorchSharp";
    private const string FileName = "libLibTorchSharp.so";
    private const string AdaptedFileName = "libLibTorchSharp.adapted.so";

    // In this order, each before what needs it.
    private static readonly string[] Libtorch = ["libc10.so", "libtorch_cpu.so", "libtorch.so"];

    private static readonly Lazy<bool> Adapted = new(Adapt);

    /// <summary>TorchSharp's version.</summary>
    public static string Version { get; } =
        typeof(torch).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>Whether an adapted copy of the native library is used, because the system's libstdc++ is older than it asks for.</summary>
    public static bool IsAdapted => Adapted.Value;

    /// <summary>To be called before the first use of TorchSharp. Changes nothing where nothing needs to be changed.</summary>
    /// <exception cref="DllNotFoundException">
    /// The library cannot be made to load. The message says what is wrong with it and what to install.
    /// </exception>
    public static void EnsureLoadable() => _ = Adapted.Value;

    private static bool Adapt()
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        Assembly engine = typeof(torch).Assembly;
        NativeFolders folders = NativeFolders.OfProcess(engine.Location);
        if (folders.Find(FileName) is not { } original)
        {
            return false;
        }

        byte[]? adapted = AdaptIfNeeded(original);
        LoadLibtorch(folders);
        if (adapted is null)
        {
            return false;
        }

        nint library = Load(adapted);

        // The runtime asks here only after its own attempts, which fail with the original.
        (AssemblyLoadContext.GetLoadContext(engine) ?? AssemblyLoadContext.Default).ResolvingUnmanagedDll += (assembly, name) =>
            name == LibraryName && assembly == engine ? library : 0;
        return true;
    }

    /// <summary>What the library has to be to load here; nothing if it does as it is.</summary>
    private static byte[]? AdaptIfNeeded(string original)
    {
        try
        {
            if (FindStandardLibrary() is not { } standardLibrary)
            {
                return null;
            }

            byte[] file = File.ReadAllBytes(original);
            var library = new ElfLibrary(original, file);
            IReadOnlyList<NeededVersion> missing = OlderStandardLibrary.Missing(
                library, new ElfLibrary(standardLibrary, File.ReadAllBytes(standardLibrary)));
            if (missing.Count == 0)
            {
                return null;
            }

            OlderStandardLibrary.MakeOptional(library, missing, original);
            return file;
        }
        catch (InvalidDataException unexpected)
        {
            throw new DllNotFoundException($"{unexpected.Message} {OlderStandardLibrary.Remedy}", unexpected);
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            throw new DllNotFoundException(
                $"{FileName} cannot be held against this system's {OlderStandardLibrary.FileName}: {denied.Message} Make both readable.",
                denied);
        }
    }

    /// <summary>
    /// Loads what the library needs, which it looks for in its own folder unless it is loaded already. In the package cache it is not
    /// there, nor beside an adapted copy; and where the library does not load, TorchSharp copies all natives there are.
    /// </summary>
    private static void LoadLibtorch(NativeFolders folders)
    {
        foreach (string needed in Libtorch)
        {
            // Where one is missing or broken, loading the library itself says so.
            _ = folders.Find(needed) is { } path && NativeLibrary.TryLoad(path, out _);
        }
    }

    private static nint Load(byte[] adapted)
    {
        string path = Path.Combine(AppContext.BaseDirectory, AdaptedFileName);
        try
        {
            path = AdaptedCopy.Place(path, adapted);
            return NativeLibrary.Load(path);
        }
        catch (IOException denied)
        {
            throw new DllNotFoundException(
                $"{FileName} has to be adapted to this system's older {OlderStandardLibrary.FileName}, but {denied.Message} "
                + OlderStandardLibrary.Remedy,
                denied);
        }
        catch (DllNotFoundException refused)
        {
            throw new DllNotFoundException(
                $"{FileName} has been adapted to this system's older {OlderStandardLibrary.FileName}, but does not load: {refused.Message} "
                + "Build the program anew, so that all natives of TorchSharp's packages are there.",
                refused);
        }
    }

    /// <summary>The file of the libstdc++ that this process uses.</summary>
    private static string? FindStandardLibrary()
    {
        if (!NativeLibrary.TryLoad(OlderStandardLibrary.FileName, out _))
        {
            return null;
        }

        return File.ReadLines("/proc/self/maps")
            .Select(line => line.IndexOf('/') is var start and >= 0 ? line[start..] : "")
            .FirstOrDefault(path => Path.GetFileName(path).StartsWith("libstdc++.so", StringComparison.Ordinal));
    }
}
