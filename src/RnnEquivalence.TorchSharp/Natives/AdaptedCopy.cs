namespace RnnEquivalence.Backends.TorchSharp.Natives;

/// <summary>Puts the adapted copy of a library where it can be loaded from.</summary>
internal static class AdaptedCopy
{
    /// <summary>The path to load it by: the given one if the copy lies there or can be put there, or else one into memory.</summary>
    /// <remarks>
    /// Never into the original, which may be a hard link to the package cache. Other processes may do the same at the same time, or have
    /// the copy loaded, so it appears whole and is left alone where it is as it should be.
    /// </remarks>
    /// <exception cref="IOException">Neither is possible.</exception>
    public static string Place(string path, byte[] content)
    {
        if (Holds(path, content))
        {
            return path;
        }

        string partial = $"{path}.{Guid.NewGuid():N}";
        try
        {
            File.WriteAllBytes(partial, content);
            File.Move(partial, path, overwrite: true);
            return path;
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            Remove(partial);
            return Holds(path, content) ? path : InMemory(path, content, denied);
        }
    }

    private static string InMemory(string path, byte[] content, Exception denied)
    {
        try
        {
            return AnonymousFile.Create(Path.GetFileName(path), content);
        }
        catch (IOException refused)
        {
            throw new IOException(
                $"{path} cannot be written: {denied.Message} Nor can it be kept in memory: {refused.Message}", denied);
        }
    }

    private static bool Holds(string path, byte[] content)
    {
        try
        {
            var file = new FileInfo(path);
            return file.Exists && file.Length == content.Length && File.ReadAllBytes(path).AsSpan().SequenceEqual(content);
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static void Remove(string partial)
    {
        try
        {
            File.Delete(partial);
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            // Most likely it was never there; what matters is why it could not be written.
        }
    }
}
