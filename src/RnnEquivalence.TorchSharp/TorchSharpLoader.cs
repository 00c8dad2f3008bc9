using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using RnnEquivalence.Backends.TorchSharp.Natives;
using TorchSharp;

namespace RnnEquivalence.Backends.TorchSharp;

/// <summary>Makes TorchSharp's native library load wherever libtorch itself does.</summary>
public static class TorchSharpLoader
{
    private const string LibraryName = "LibTorchSharp";
    private const string FileName = "libLibTorchSharp.so";
    private const string AdaptedFileName = "libLibTorchSharp.adapted.so";

    private static readonly Lazy<bool> Adapted = new(Adapt);

    /// <summary>TorchSharp's version.</summary>
    public static string Version { get; } =
        typeof(torch).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>Whether an adapted copy of the native library is used, because the system's libstdc++ is older than it asks for.</summary>
    public static bool IsAdapted => Adapted.Value;

    /// <summary>To be called before the first use of TorchSharp. Does nothing where nothing needs to be done.</summary>
    /// <exception cref="DllNotFoundException">The library cannot be made to load. The message says what is wrong with it and what to install.</exception>
    public static void EnsureLoadable() => _ = Adapted.Value;

    private static bool Adapt()
    {
        string original = Path.Combine(AppContext.BaseDirectory, FileName);
        if (!OperatingSystem.IsLinux() || !File.Exists(original) || FindStandardLibrary() is not { } standardLibrary)
        {
            return false;
        }

        byte[] file = File.ReadAllBytes(original);
        try
        {
            var library = new ElfLibrary(original, file);
            IReadOnlyList<NeededVersion> missing = OlderStandardLibrary.Missing(
                library, new ElfLibrary(standardLibrary, File.ReadAllBytes(standardLibrary)));
            if (missing.Count == 0)
            {
                return false;
            }

            OlderStandardLibrary.MakeOptional(library, missing, original);
        }
        catch (InvalidDataException unexpected)
        {
            throw new DllNotFoundException($"{unexpected.Message} {OlderStandardLibrary.Remedy}", unexpected);
        }

        string adapted = Write(file);

        // The runtime asks here only after its own attempts, which fail with the original.
        AssemblyLoadContext.Default.ResolvingUnmanagedDll += (assembly, name) =>
            name == LibraryName && assembly == typeof(torch).Assembly ? NativeLibrary.Load(adapted) : 0;
        return true;
    }

    /// <summary>
    /// Writes the copy beside the original, which finds libtorch by its own folder, and never into the original: that
    /// one may be a hard link to the package cache. Another process may load the copy meanwhile, so it appears whole.
    /// </summary>
    private static string Write(byte[] file)
    {
        string adapted = Path.Combine(AppContext.BaseDirectory, AdaptedFileName);
        string partial = $"{adapted}.{Guid.NewGuid():N}";
        try
        {
            File.WriteAllBytes(partial, file);
            File.Move(partial, adapted, overwrite: true);
            return adapted;
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            File.Delete(partial);
            throw new DllNotFoundException(
                $"{FileName} has to be adapted to this system's older {OlderStandardLibrary.FileName}, but {adapted} cannot be written: {denied.Message} {OlderStandardLibrary.Remedy}",
                denied);
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
