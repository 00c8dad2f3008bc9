using Xunit.Sdk;
using Xunit.v3;

namespace RnnEquivalence.Running;

/// <summary>Makes a test case of every method marked with <see cref="EquivalencePropertyAttribute"/>.</summary>
public sealed class EquivalencePropertyDiscoverer : IXunitTestCaseDiscoverer
{
    /// <inheritdoc/>
    public ValueTask<IReadOnlyCollection<IXunitTestCase>> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, IXunitTestMethod testMethod, IFactAttribute factAttribute) =>
        new([new EquivalencePropertyTestCase(TestCaseDetails.Of(discoveryOptions, testMethod, factAttribute))]);
}
