using System.Text;
using RnnEquivalence.Running;

namespace RnnEquivalence.Specifications;

/// <summary>Which specifications a test assembly holds against a backend, and what is wrong with that.</summary>
/// <param name="backend">The backend.</param>
/// <param name="types">All types of the test assembly.</param>
/// <param name="reasons">Why some specifications are left out.</param>
internal sealed class Compliance(Type backend, IReadOnlyList<Type> types, IReadOnlyList<LeavesOutAttribute> reasons)
{
    private const string Suffix = "Specification`1";

    /// <summary>All specifications of a backend that state laws, by name; found, so that a new one is asked for by itself.</summary>
    public static IReadOnlyList<Type> Specifications { get; } =
    [
        .. typeof(Compliance).Assembly.GetExportedTypes()
            .Where(type => type.IsAbstract && type.GetGenericArguments().Length == 1 && IsSpecification(type) && HasLaws(type))
            .OrderBy(type => type.Name, StringComparer.Ordinal),
    ];

    /// <summary>What is missing, stale or misplaced; null if nothing is.</summary>
    public string? Complaint
    {
        get
        {
            var text = new StringBuilder();
            Type[] missing = [.. Specifications.Where(specification =>
                ReasonsFor(specification).Length == 0 && LeavesOf(specification).Length == 0)];
            Section(text, $"These specifications are held against {backend.Name} by no class of this assembly. Add", missing.Select(Line));
            if (missing.Length > 0)
            {
                text.AppendLine($"or say above the compliance class why not: [LeavesOut(typeof({Name(missing[0])}Specification<>), \"…\")]")
                    .AppendLine();
            }

            Section(text, "These are left out with a reason, but have a class. Remove one of the two", Specifications
                .Where(specification => ReasonsFor(specification).Length > 0)
                .SelectMany(specification => LeavesOf(specification).Select(leaf =>
                    $"{ReasonsFor(specification)[0].Specification.Name.Split('`')[0]}: {leaf.FullName}")));
            const string NeverRun = "These classes are never run, because xUnit takes only classes that are public, "
                + "and not within one that is not. Make them public";
            Section(text, NeverRun, types
                .Where(type => !type.IsAbstract && !type.IsVisible && Specifications.Any(specification => IsLeaf(type, specification)))
                .Select(type => type.FullName!));
            Section(text, "These are left out, but are no specification of one backend. Name one as in typeof(LstmSpecification<>)", reasons
                .Where(reason => !Specifications.Contains(reason.Specification))
                .Select(reason => reason.Specification?.ToString() ?? "null"));
            Section(text, "These are left out more than once. Keep one reason of each", reasons
                .GroupBy(reason => reason.Specification)
                .Where(group => group.Count() > 1)
                .Select(group => group.Key.ToString()));
            Section(text, "These are left out without a reason. State one", reasons
                .Where(reason => string.IsNullOrWhiteSpace(reason.Reason))
                .Select(reason => reason.Specification?.ToString() ?? "null"));
            return text.Length == 0 ? null : text.ToString().TrimEnd();
        }
    }

    /// <summary>"Lstm" for LstmSpecification.</summary>
    private static string Name(Type specification) => specification.Name[..^Suffix.Length];

    /// <summary>The class that is missing, as it is to be written.</summary>
    private string Line(Type specification) =>
        $"public sealed class {backend.Name}_{Name(specification)} : {Name(specification)}Specification<{Source(backend)}>;";

    /// <summary>How source code names the backend.</summary>
    private static string Source(Type type) => type.DeclaringType is { } outer ? $"{Source(outer)}.{type.Name}" : type.Name;

    private Type[] LeavesOf(Type specification) =>
        [.. types.Where(type => !type.IsAbstract && type.IsVisible && IsLeaf(type, specification))];

    private LeavesOutAttribute[] ReasonsFor(Type specification) => [.. reasons.Where(reason => reason.Specification == specification)];

    private bool IsLeaf(Type type, Type specification) =>
        type.IsClass && !type.ContainsGenericParameters && type.IsAssignableTo(specification.MakeGenericType(backend));

    private static bool IsSpecification(Type type)
    {
        for (Type? ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (ancestor.IsGenericType && ancestor.GetGenericTypeDefinition() == typeof(RecurrentSpecification<>))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasLaws(Type type) =>
        type.GetMethods().Any(method => method.IsDefined(typeof(EquivalencePropertyAttribute), inherit: true));

    private static void Section(StringBuilder text, string heading, IEnumerable<string> lines)
    {
        string[] found = [.. lines];
        if (found.Length > 0)
        {
            text.AppendLine($"{heading}:").AppendLine();
            foreach (string line in found)
            {
                text.AppendLine($"  {line}");
            }

            text.AppendLine();
        }
    }
}
