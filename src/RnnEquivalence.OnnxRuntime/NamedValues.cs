using Microsoft.ML.OnnxRuntime;

namespace RnnEquivalence.Backends.OnnxRuntime;

/// <summary>Values of ONNX Runtime by the names of the inputs that they are for.</summary>
internal sealed class NamedValues : IDisposable
{
    private readonly List<string> _names = [];
    private readonly List<OrtValue> _values = [];

    /// <summary>The names.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>The values, in the same order.</summary>
    public IReadOnlyList<OrtValue> Values => _values;

    /// <summary>Adds a tensor of float32.</summary>
    public void Add(OnnxTensor tensor) => Add(tensor.Name, tensor.ToValue());

    /// <summary>Adds a value.</summary>
    public void Add(string name, OrtValue value)
    {
        _names.Add(name);
        _values.Add(value);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (OrtValue value in _values)
        {
            value.Dispose();
        }
    }
}
