namespace RnnEquivalence.Tests.Fixtures;

/// <summary>A fixture is not what its schema says.</summary>
public sealed class FixtureException : Exception
{
    /// <summary>Reports where the fixture deviates.</summary>
    /// <param name="file">The file.</param>
    /// <param name="path">The JSON path, $ being the whole document.</param>
    /// <param name="expected">What the schema wants there.</param>
    /// <param name="found">What is there.</param>
    public FixtureException(string file, string path, string expected, string found)
        : base($"{file}: {path}: expected {expected}, found {found}.")
    {
    }
}
