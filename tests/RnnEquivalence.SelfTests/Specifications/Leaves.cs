using System.Reflection;
using System.Reflection.Emit;

namespace RnnEquivalence.SelfTests.Specifications;

/// <summary>
/// Leaf classes of specifications that nobody has written down: xUnit does not find them in this assembly, but would in one of its own.
/// </summary>
internal static class Leaves
{
    /// <summary>Defines a class.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="parent">What it inherits, a specification of a backend.</param>
    /// <param name="attributes">Whether it is public, and abstract.</param>
    public static Type Define(string name, Type parent, TypeAttributes attributes = TypeAttributes.Public)
    {
        var assembly = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("Leaves"), AssemblyBuilderAccess.Run);
        TypeBuilder type = assembly.DefineDynamicModule("Leaves").DefineType(name, attributes | TypeAttributes.Class, parent);
        type.DefineDefaultConstructor(attributes.HasFlag(TypeAttributes.Abstract) ? MethodAttributes.Family : MethodAttributes.Public);
        return type.CreateType();
    }

    /// <summary>An object of a leaf class of a specification.</summary>
    public static object Of(Type specification) => Activator.CreateInstance(Define("Leaf", specification))!;
}
