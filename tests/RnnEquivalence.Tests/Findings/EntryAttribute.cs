namespace RnnEquivalence.Tests.Findings;

/// <summary>Says which section of <c>docs/findings.md</c> a test belongs to: the test holds that section to be true.</summary>
/// <param name="heading">The heading of the section.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EntryAttribute(string heading) : Attribute
{
    /// <summary>The heading of the section.</summary>
    public string Heading { get; } = heading;
}
