using FsCheck.Xunit;
using Xunit.v3;

namespace RnnEquivalence.Running;

/// <summary>
/// Marks a law: an FsCheck property whose number of cases and seed come from the environment
/// (<see cref="Settings"/>), whose result goes into the run's summary, and whose failure is reported as a shrunk,
/// replayable counterexample.
/// </summary>
/// <remarks>A leaf class may bound the cases of the laws it inherits with <c>[Properties(MaxTest = …)]</c>; RNNEQ_CASES overrides
/// that. A MaxTest of 100, which is FsCheck's own default, counts as not set.</remarks>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer(typeof(EquivalencePropertyDiscoverer))]
public sealed class EquivalencePropertyAttribute : PropertyAttribute;
