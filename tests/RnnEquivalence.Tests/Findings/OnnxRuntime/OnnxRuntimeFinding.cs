using Microsoft.ML.OnnxRuntime;

namespace RnnEquivalence.Tests.Findings.OnnxRuntime;

/// <summary>A fault of ONNX Runtime's operators RNN, GRU and LSTM on the CPU.</summary>
/// <remarks>
/// None of these depends on the instructions that a processor has: they are in code that is compiled once for each system
/// (<c>rnn_helpers.cc</c> and <c>rnn_activation_functors.h</c>), or in what the operators do with shapes. What ONNX Runtime chooses by
/// the processor, its matrix products and the LSTM's tanh and sigmoid, plays a part only with operands for which it is exact enough.
/// </remarks>
public abstract class OnnxRuntimeFinding() : Finding($"ONNX Runtime {OrtEnv.Instance().GetVersionString()}");
