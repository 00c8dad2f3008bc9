namespace RnnEquivalence.Specifications;

/// <summary>
/// On a class that inherits <see cref="ComplianceSpecification{TBackend}"/>: this specification is not held against the backend,
/// and here is why.
/// </summary>
/// <remarks><c>[LeavesOut(typeof(GradientSpecification&lt;&gt;), "The kernel is for inference.")]</c></remarks>
/// <param name="specification">The specification, without its backend: <c>typeof(GradientSpecification&lt;&gt;)</c>.</param>
/// <param name="reason">Why, in a sentence.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class LeavesOutAttribute(Type specification, string reason) : Attribute
{
    /// <summary>The specification, without its backend.</summary>
    public Type Specification { get; } = specification;

    /// <summary>Why it is left out.</summary>
    public string Reason { get; } = reason;
}
