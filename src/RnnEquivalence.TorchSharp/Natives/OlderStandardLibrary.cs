namespace RnnEquivalence.Backends.TorchSharp.Natives;

/// <summary>
/// Lets a native library load on a system whose libstdc++ is older than the one it was linked with, where that is harmless.
/// </summary>
/// <remarks>
/// TorchSharp's libLibTorchSharp.so is linked with GCC 13, whose &lt;iostream&gt; mentions the symbol
/// <c>_ZSt21ios_base_library_initv</c> of GLIBCXX_3.4.32 without ever calling it: the mention alone makes a program ask for
/// a libstdc++ that initialises the standard streams by itself. The dynamic loader refuses the library on Debian 12 and
/// Ubuntu 22.04 for the sake of that version, although no relocation refers to the symbol, and libtorch,
/// which the library cannot do without, initialises the streams there. A version that no used symbol is bound to
/// can be marked as weak, and then the loader lets it pass.
/// </remarks>
internal static class OlderStandardLibrary
{
    public const string FileName = "libstdc++.so.6";

    /// <summary>What helps on every system.</summary>
    public const string Remedy =
        "Install the libstdc++ of GCC 13.2 or newer (package libstdc++6 of Debian 13 or Ubuntu 24.04, libstdc++ of RHEL 10 or Fedora 39).";

    /// <summary>Which of the versions a library asks for are missing in the given libstdc++.</summary>
    public static IReadOnlyList<NeededVersion> Missing(ElfLibrary library, ElfLibrary standardLibrary)
    {
        IReadOnlySet<string> provided = standardLibrary.VersionsProvided();
        return [.. library.VersionsNeededOf(FileName).Where(version => !provided.Contains(version.Name))];
    }

    /// <summary>Marks all missing versions as optional, in the bytes behind <paramref name="library"/>.</summary>
    /// <exception cref="DllNotFoundException">A missing version is really needed. The message says what to install.</exception>
    public static void MakeOptional(ElfLibrary library, IReadOnlyList<NeededVersion> missing, string name)
    {
        foreach (NeededVersion version in missing)
        {
            IReadOnlyList<string> used = library.SymbolsUsedOf(version);
            if (used.Count > 0)
            {
                throw new DllNotFoundException(
                    $"{name} calls {string.Join(", ", used)} of {version.Name}, which this system's {FileName} does not have. "
                    + Remedy);
            }

            library.MakeOptional(version);
        }
    }
}
