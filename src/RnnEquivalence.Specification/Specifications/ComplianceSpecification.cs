using System.Reflection;
using RnnEquivalence.Backends;
using RnnEquivalence.Running;
using Xunit;

namespace RnnEquivalence.Specifications;

/// <summary>
/// Every group of laws is held against the backend: the test assembly has a leaf class for each specification, or states with
/// <see cref="LeavesOutAttribute"/> why it has none.
/// </summary>
/// <remarks>
/// A specification needs its leaf class also where the backend declares nothing of what it is about. Its laws are then skipped,
/// visibly and counted, and run by themselves from the day on which the backend declares more. Inherit this class in the assembly of
/// the leaf classes.
/// </remarks>
/// <typeparam name="TBackend">The backend to be judged.</typeparam>
public abstract class ComplianceSpecification<TBackend>
    where TBackend : IRecurrentBackend, new()
{
    /// <summary>Each specification has a leaf class that xUnit finds, or a stated reason, and not both.</summary>
    /// <exception cref="EquivalenceException">
    /// Some has neither, some has both, or a reason is about something else. Each is named.
    /// </exception>
    [Fact]
    public void EverySpecification_HasALeafClassOrAReason()
    {
        LeavesOutAttribute[] reasons = [.. GetType().GetCustomAttributes<LeavesOutAttribute>()];
        Compliance compliance = new(typeof(TBackend), GetType().Assembly.GetTypes(), reasons);
        if (compliance.Complaint is { } complaint)
        {
            throw new EquivalenceException(complaint);
        }
    }
}
