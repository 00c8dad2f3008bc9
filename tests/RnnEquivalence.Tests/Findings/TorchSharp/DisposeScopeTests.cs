using FluentAssertions;
using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace RnnEquivalence.Tests.Findings.TorchSharp;

/// <summary>A scope disposes of the parameters of the modules that are made in it, and the modules do not tell.</summary>
public sealed class DisposeScopeTests : TorchSharpFinding
{
    [Fact]
    public void Parameters_OfAModuleMadeInAnEndedScope_AreGoneSilently()
    {
        LSTM made;
        using (NewDisposeScope())
        {
            made = nn.LSTM(3, 4);
            made.parameters().Should().HaveCount(4);
        }

        using LSTM lstm = made;
        using DisposeScope scope = NewDisposeScope();
        Remains(
            () => !lstm.parameters().Any() && lstm.state_dict().Count == 0 && lstm.call(ones(5, 2, 3)).Item1.shape is [5, 2, 4],
            "A module made inside a `DisposeScope` loses its parameters");
    }
}
