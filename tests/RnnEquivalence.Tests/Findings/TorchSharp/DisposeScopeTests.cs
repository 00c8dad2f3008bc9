using TorchSharp;
using TorchSharp.Modules;
using Xunit;

namespace RnnEquivalence.Tests.Findings.TorchSharp;

/// <summary>A scope disposes of the parameters of the modules that are made in it, and the modules do not tell.</summary>
public sealed class DisposeScopeTests : TorchSharpFinding
{
    [Fact]
    [Entry("TorchSharp 0.107.0: a module made inside a `DisposeScope` loses its parameters when the scope ends, and does not tell")]
    public void Parameters_OfAModuleMadeInAnEndedScope_AreGoneSilently()
    {
        using DisposeScope scope = torch.NewDisposeScope();

        Remains(() => Count() is (4, 0, 0, [5, 2, 4]));
    }

    private static (int Before, int After, int Entries, long[] Shape) Count()
    {
        LSTM lstm;
        int before;
        using (torch.NewDisposeScope())
        {
            lstm = torch.nn.LSTM(3, 4);
            before = lstm.parameters().Count();    // 4
        }

        int after = lstm.parameters().Count();    // 0
        int entries = lstm.state_dict().Count;    // 0
        long[] shape = lstm.call(torch.ones(5, 2, 3)).Item1.shape;    // 5, 2, 4: it still computes
        lstm.Dispose();
        return (before, after, entries, shape);
    }
}
