using FluentAssertions;
using RnnEquivalence.Specifications;
using Xunit;

namespace RnnEquivalence.Tests.Kernels;

/// <summary>Leaf classes have the names under which the compliance class prints them, so that any is found by its backend.</summary>
public sealed class LeafNameTests
{
    [Fact]
    public void LeafClasses_AreNamedByBackendAndSpecification() =>
        typeof(LeafNameTests).Assembly.GetExportedTypes()
            .Where(type => !type.IsAbstract && type.BaseType is { IsGenericType: true } parent && IsSpecification(parent))
            .Where(type => type.Name != $"{type.BaseType!.GenericTypeArguments[0].Name}_{NameOf(type.BaseType)}")
            .Should().BeEmpty();

    private static bool IsSpecification(Type type) => type.Assembly == typeof(ComplianceSpecification<>).Assembly
        && type.GenericTypeArguments.Length == 1
        && type.Name.EndsWith("Specification`1", StringComparison.Ordinal);

    private static string NameOf(Type specification) => specification.Name.Replace("Specification`1", "", StringComparison.Ordinal);
}
