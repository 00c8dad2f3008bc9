using Xunit.Sdk;
using Xunit.v3;

namespace RnnEquivalence.Running;

/// <summary>What xUnit's introspection found out about a law's test method.</summary>
internal sealed record TestCaseDetails(
    IXunitTestMethod Method,
    string DisplayName,
    string UniqueId,
    bool Explicit,
    Type[]? SkipExceptions,
    string? SkipReason,
    Type? SkipType,
    string? SkipUnless,
    string? SkipWhen,
    Dictionary<string, HashSet<string>> Traits,
    string? SourceFilePath,
    int? SourceLineNumber)
{
    public static TestCaseDetails Of(ITestFrameworkDiscoveryOptions options, IXunitTestMethod method, IFactAttribute attribute)
    {
        var found = TestIntrospectionHelper.GetTestCaseDetails(options, method, attribute);
        return new TestCaseDetails(
            found.ResolvedTestMethod,
            found.TestCaseDisplayName,
            found.UniqueID,
            found.Explicit,
            found.SkipExceptions,
            found.SkipReason,
            found.SkipType,
            found.SkipUnless,
            found.SkipWhen,
            TestIntrospectionHelper.GetTraits(found.ResolvedTestMethod, dataRow: null),
            found.SourceFilePath,
            found.SourceLineNumber);
    }
}
