using FluentAssertions;
using RnnEquivalence.Backends.OnnxRuntime;
using RnnEquivalence.Backends.TorchSharp;
using RnnEquivalence.Specifications;
using Xunit;

namespace RnnEquivalence.Tests.Kernels;

public sealed class TorchSharpFusedFloat32_Compliance : ComplianceSpecification<TorchSharpFusedFloat32>;

public sealed class TorchSharpFusedFloat64_Compliance : ComplianceSpecification<TorchSharpFusedFloat64>;

public sealed class TorchSharpPackedFloat32_Compliance : ComplianceSpecification<TorchSharpPackedFloat32>;

public sealed class TorchSharpPackedFloat64_Compliance : ComplianceSpecification<TorchSharpPackedFloat64>;

public sealed class TorchSharpUnrolledFloat32_Compliance : ComplianceSpecification<TorchSharpUnrolledFloat32>;

public sealed class TorchSharpUnrolledFloat64_Compliance : ComplianceSpecification<TorchSharpUnrolledFloat64>;

public sealed class TorchSharpUnfusedFloat32_Compliance : ComplianceSpecification<TorchSharpUnfusedFloat32>;

public sealed class TorchSharpUnfusedFloat64_Compliance : ComplianceSpecification<TorchSharpUnfusedFloat64>;

[LeavesOut(typeof(GradientSpecification<>), "ONNX Runtime runs networks and does not train them.")]
public sealed class OnnxRuntimeFloat32_Compliance : ComplianceSpecification<OnnxRuntimeFloat32>;

[LeavesOut(typeof(GradientSpecification<>), "ONNX Runtime runs networks and does not train them.")]
public sealed class OnnxRuntimeConstantFloat32_Compliance : ComplianceSpecification<OnnxRuntimeConstantFloat32>;

/// <summary>No built-in backend is forgotten as a whole, which its own compliance class could not tell.</summary>
public sealed class ComplianceTests
{
    public static TheoryData<Type> Backends =>
        [.. BuiltInBackends.All.Select(backend => backend.GetType())];

    [Theory]
    [MemberData(nameof(Backends))]
    public void BuiltInBackend_HasAComplianceClass(Type backend) =>
        typeof(ComplianceTests).Assembly.GetExportedTypes()
            .Should().Contain(type => type.BaseType == typeof(ComplianceSpecification<>).MakeGenericType(backend));
}
