using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace RnnEquivalence.Running;

/// <summary>The sizes of a network and its input, as somebody uses it.</summary>
/// <param name="TimeSteps">T.</param>
/// <param name="BatchSize">N.</param>
/// <param name="InputSize">I.</param>
/// <param name="HiddenSize">H.</param>
/// <param name="Layers">L.</param>
public sealed record NetworkShape(int TimeSteps, int BatchSize, int InputSize, int HiddenSize, int Layers)
{
    /// <summary>
    /// Reads sizes such as T=120,N=32,I=80,H=512,L=2, in any order; T, N, I and H have to be there, and L is 1 if it is not.
    /// </summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out NetworkShape? shape)
    {
        ArgumentNullException.ThrowIfNull(text);

        var sizes = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (string part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (part.Split('=', StringSplitOptions.TrimEntries) is not [{ } name, { } number]
                || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int size)
                || size < 1
                || !sizes.TryAdd(name, size))
            {
                shape = null;
                return false;
            }
        }

        bool areAll = sizes.Keys.All(name => "TNIHL".Contains(name, StringComparison.OrdinalIgnoreCase) && name.Length == 1);
        shape = areAll
            && sizes.TryGetValue("T", out int timeSteps) && sizes.TryGetValue("N", out int batch)
            && sizes.TryGetValue("I", out int inputs) && sizes.TryGetValue("H", out int units)
            ? new NetworkShape(timeSteps, batch, inputs, units, sizes.GetValueOrDefault("L", 1)) : null;
        return shape is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"T={TimeSteps},N={BatchSize},I={InputSize},H={HiddenSize},L={Layers}");
}
