using FluentAssertions;
using RnnEquivalence.Running;
using Xunit;

namespace RnnEquivalence.SelfTests.Running;

public sealed class BackendRegistryTests
{
    private static readonly BackendRegistry Registry = new(typeof(BackendRegistryTests).Assembly);

    [Fact]
    public void Names_AreThoseOfTheProjectAndOfWhatItReferences() =>
        Registry.Names.Should().BeInAscendingOrder(StringComparer.Ordinal)
            .And.Contain(nameof(Equivalents.Plain)).And.Contain("OnnxRuntimeFloat32")
            .And.NotContain("StyledBackend", "it is abstract").And.NotContain("ScalarKernel", "it is internal");

    [Fact]
    public void TypeNamed_TakesTheNameOfAClass_WithOrWithoutItsNamespace()
    {
        Registry.TypeNamed(nameof(Equivalents.Plain)).Should().Be<Equivalents.Plain>();
        Registry.TypeNamed(typeof(Equivalents.Plain).FullName!).Should().Be<Equivalents.Plain>();
    }

    [Fact]
    public void TypeNamed_RefusesAnUnknownName_AndSaysWhatThereIs()
    {
        Action find = () => Registry.TypeNamed("Plane");

        find.Should().Throw<SettingsException>().WithMessage("There is no backend Plane. There are:*Plain*");
    }
}
