using FluentAssertions;
using RnnEquivalence.Model;
using Xunit;

namespace RnnEquivalence.SelfTests.Mutants;

/// <summary>A fast function of size k is off by less than 2⁻ᵏ, and somewhere by more than half of that.</summary>
public sealed class FastActivationTests
{
    public static TheoryData<string> Tanhs { get; } = IdsOf("tanh-by-table", "tanh-by-continued-fraction");

    public static TheoryData<string> Sigmoids { get; } = IdsOf("sigmoid-by-table", "sigmoid-by-polynomial");

    [Theory]
    [MemberData(nameof(Tanhs))]
    public void FastTanh_IsOffByWhatItsSizeSays(string id)
    {
        Fault fault = Catalogue.Graded.Single(fault => fault.Id == id);

        BitsOf(fault.Style(KernelStyle.Plain).Tanh, Math.Tanh).Should().Be(fault.Exponent);
    }

    [Theory]
    [MemberData(nameof(Sigmoids))]
    public void FastSigmoid_IsOffByWhatItsSizeSays(string id)
    {
        Fault fault = Catalogue.Graded.Single(fault => fault.Id == id);

        BitsOf(fault.Style(KernelStyle.Plain).Sigmoid, z => 1 / (1 + Math.Exp(-z))).Should().Be(fault.Exponent);
    }

    private static TheoryData<string> IdsOf(params string[] kinds) =>
        [.. Catalogue.Graded.Where(fault => kinds.Contains(fault.Family)).Select(fault => fault.Id)];

    /// <summary>
    /// The largest k such that the form is within 2⁻ᵏ of the function from −20 to 20,
    /// at numbers some 2⁻¹³ apart that lie on no regular grid.
    /// </summary>
    private static int BitsOf(ActivationForm form, Func<double, double> exact)
    {
        double worst = 0;
        for (int index = -20 << 13; index <= 20 << 13; index++)
        {
            float z = index * 1.0001f / (1 << 13);
            worst = Math.Max(worst, Math.Abs(form.Of(ElementType.Float32, z) - exact(z)));
        }

        return (int)Math.Floor(-Math.Log2(worst));
    }
}
