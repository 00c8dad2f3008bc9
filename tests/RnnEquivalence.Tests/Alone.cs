using Xunit;

namespace RnnEquivalence.Tests;

/// <summary>The collection of tests that run while no other does, since they watch the process as a whole.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class Alone;
