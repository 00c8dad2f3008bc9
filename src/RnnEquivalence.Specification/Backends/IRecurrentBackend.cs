using RnnEquivalence.Model;

namespace RnnEquivalence.Backends;

/// <summary>One engine in one execution mode: the thing that is held against the formulas. This is the seam.</summary>
/// <remarks>
/// Plain arrays of doubles cross it, because an engine may be anything. Every value handed in is representable in
/// the architecture's element type, so converting it rounds nothing. Implementations are used by several threads at
/// once, each with modules of its own.
/// </remarks>
public interface IRecurrentBackend
{
    /// <summary>Engine, version and mode, as a report prints it.</summary>
    string Name { get; }

    /// <summary>What the engine can do and how precisely.</summary>
    BackendTraits Traits { get; }

    /// <summary>Builds a network and gives it its parameters.</summary>
    /// <param name="architecture">Cell, sizes, biases and layout; its element type is the one of <see cref="Traits"/>.</param>
    /// <param name="parameters">For each layer and direction one W (H, I), R (H, H) and up to two biases (H,) per gate of the cell.</param>
    /// <exception cref="ArgumentException">
    /// The network is not declared; <see cref="Demands.Require"/> says so for any backend. Any other exception is a failure of the backend.
    /// </exception>
    IRecurrentModule Create(RecurrentArchitecture architecture, RecurrentParameters parameters);
}

/// <summary>A network built by a backend.</summary>
public interface IRecurrentModule : IDisposable
{
    /// <summary>Runs the network on a batch of sequences.</summary>
    /// <param name="input">
    /// x (T, N, I), and (h0, c0) of shape (N, H) per cell or null for zeros. What is not declared has to be refused.
    /// </param>
    /// <returns>y (T, N, D·H), and (h_n, c_n) of shape (N, H) per cell; c_n is null where the cell has no cell state.</returns>
    RecurrentOutput Forward(RecurrentInput input);

    /// <summary>Gives the same network other parameters of the same shapes.</summary>
    void Load(RecurrentParameters parameters);
}

/// <summary>A network that can be differentiated.</summary>
public interface IDifferentiableModule : IRecurrentModule
{
    /// <summary>
    /// The gradients of the loss Σ dy·y + Σ dh_n·h_n + Σ dc_n·c_n with respect to every parameter, the input and the initial state.
    /// </summary>
    /// <param name="input">What the network is run on.</param>
    /// <param name="upstream">dy (T, N, D·H), dh_n and dc_n of shape (N, H) per cell; those that are null take no part in the loss.</param>
    RecurrentGradients Backward(RecurrentInput input, UpstreamGradients upstream);
}

/// <summary>
/// A backend whose networks have dropout between their layers, and a mode for training in which it takes effect. What
/// <see cref="IRecurrentBackend.Create"/> builds has no dropout, in whichever mode.
/// </summary>
public interface ITrainableBackend : IRecurrentBackend
{
    /// <summary>Builds a network in one of its modes.</summary>
    /// <param name="architecture">The network.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="mode">Dropout and mode.</param>
    IRecurrentModule Create(RecurrentArchitecture architecture, RecurrentParameters parameters, TrainingMode mode);
}

/// <summary>What a network is built for.</summary>
/// <param name="Dropout">The share of the outputs of each layer but the last that is dropped in training, from 0 to 1.</param>
/// <param name="IsTraining">Whether the network is in its mode for training, or in that for evaluation.</param>
public readonly record struct TrainingMode(double Dropout, bool IsTraining);

/// <summary>A backend whose number of threads can be set, for the process as a whole.</summary>
public interface IThreadedBackend : IRecurrentBackend
{
    /// <summary>The number of threads that the kernels use.</summary>
    int Threads { get; set; }
}
