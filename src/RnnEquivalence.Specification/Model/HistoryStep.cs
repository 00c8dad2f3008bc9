namespace RnnEquivalence.Model;

/// <summary>
/// One operation on one of a few modules that are alive at once. What it is done with is derived from the case that it belongs to, so that
/// whatever makes the case smaller makes it smaller too.
/// </summary>
/// <param name="Action">What is done.</param>
/// <param name="Module">To which module, counted from 0, or <see cref="Sibling"/>. One that is not there is built first.</param>
public sealed record HistoryStep(HistoryAction Action, int Module = 0)
{
    /// <summary>How many modules of the case's network there are at most.</summary>
    public const int Modules = 3;

    /// <summary>The number of one module more, whose network is a smaller one: see <see cref="History.SiblingOf"/>.</summary>
    public const int Sibling = Modules;

    /// <summary>How many sets of parameters there are, the case's own being number 0.</summary>
    public const int ParameterSets = 3;

    /// <summary>The set of parameters that a module is built with, or given.</summary>
    public int Parameters { get; init; }

    /// <summary>The sizes of the input.</summary>
    public HistorySizes Sizes { get; init; }

    /// <summary>The numbers of the input.</summary>
    public HistoryValues Values { get; init; }

    /// <summary>The initial state of the input.</summary>
    public HistoryState State { get; init; }

    /// <summary>The lengths of the rows of the input.</summary>
    public HistoryLengths Lengths { get; init; }

    /// <summary>The number of threads from now on.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Whether it hands an input to a module.</summary>
    public bool HasInput => Action is HistoryAction.Run or HistoryAction.Backward;
}

/// <summary>What is done to a module.</summary>
public enum HistoryAction
{
    /// <summary>It is run.</summary>
    Run,

    /// <summary>It is differentiated, where it can be; or else run.</summary>
    Backward,

    /// <summary>It is given other parameters.</summary>
    Load,

    /// <summary>It is built, in the place of one that is disposed of.</summary>
    Build,

    /// <summary>It is disposed of.</summary>
    Dispose,

    /// <summary>The number of threads is set, for all modules.</summary>
    Threads,
}

/// <summary>Sizes of an input, compared with those of the case.</summary>
public enum HistorySizes
{
    /// <summary>T and N.</summary>
    Same,

    /// <summary>T and N + 1.</summary>
    MoreRows,

    /// <summary>T + 1 and N.</summary>
    MoreSteps,

    /// <summary>T + 2 and N + 2.</summary>
    Larger,

    /// <summary>One step of one row.</summary>
    Smallest,
}

/// <summary>Numbers of an input.</summary>
public enum HistoryValues
{
    /// <summary>Those of the case, again and again where there are more.</summary>
    Own,

    /// <summary>Those of the case with the opposite sign.</summary>
    Negated,

    /// <summary>Those of the case, the rows in the opposite order.</summary>
    OtherRows,
}

/// <summary>An initial state.</summary>
public enum HistoryState
{
    /// <summary>That of the case, if it has one.</summary>
    Own,

    /// <summary>None.</summary>
    Absent,

    /// <summary>One half everywhere.</summary>
    Halves,
}

/// <summary>Lengths of rows.</summary>
public enum HistoryLengths
{
    /// <summary>Those of the case, again and again where there are more rows, and no longer than there are steps.</summary>
    Own,

    /// <summary>None: all rows are as long as there are steps.</summary>
    Full,

    /// <summary>The first row one step long, the next two, and so on, and then again.</summary>
    Rising,
}
