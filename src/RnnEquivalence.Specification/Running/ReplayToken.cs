using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace RnnEquivalence.Running;

/// <summary>What identifies one random case: the state of FsCheck's generator and the size at which it was drawn.</summary>
/// <param name="Seed">The generator's seed.</param>
/// <param name="Gamma">Its increment, an odd number.</param>
/// <param name="Size">FsCheck's size, from 1 on.</param>
public sealed record ReplayToken(ulong Seed, ulong Gamma, int Size)
{
    /// <summary>How many cases are drawn like it and run in its module, it among them.</summary>
    public int Members { get; init; } = 1;

    /// <summary>Reads "seed,gamma,size" or "seed,gamma,size,members", with or without brackets around it.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ReplayToken? token)
    {
        ArgumentNullException.ThrowIfNull(text);

        token = null;
        string[] parts = text.Trim('(', ')').Split(',', StringSplitOptions.TrimEntries);
        int members = 1;
        if (parts.Length is 3 or 4
            && ulong.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed)
            && ulong.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out ulong gamma)
            && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out int size)
            && gamma % 2 == 1
            && size >= 1
            && (parts.Length == 3
                || (int.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out members) && members > 1)))
        {
            token = new ReplayToken(seed, gamma, size) { Members = members };
        }

        return token is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => Members == 1
        ? string.Create(CultureInfo.InvariantCulture, $"{Seed},{Gamma},{Size}")
        : string.Create(CultureInfo.InvariantCulture, $"{Seed},{Gamma},{Size},{Members}");
}
