using System.Reflection;

namespace RnnEquivalence.Running;

/// <summary>Under which name the summary keeps the laws of a specification, also of those that are not run.</summary>
internal static class Judged
{
    private const string Property = nameof(Judged);

    /// <summary>The static property of that name on the class, or on the nearest class that it inherits; null if there is none.</summary>
    public static string? By(Type specification)
    {
        for (Type? type = specification; type is not null; type = type.BaseType)
        {
            if (type.GetProperty(Property, BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.DeclaredOnly) is { } property)
            {
                return (string)property.GetValue(null)!;
            }
        }

        return null;
    }
}
