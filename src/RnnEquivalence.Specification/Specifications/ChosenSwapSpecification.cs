using FsCheck.Xunit;
using RnnEquivalence.Backends;
using RnnEquivalence.Running;
using Xunit.v3;

namespace RnnEquivalence.Specifications;

/// <summary>
/// A swap between two backends that the environment names, for whoever wants to know before writing anything: the laws of
/// <see cref="SwapSpecification{TFrom, TTo}"/>.
/// </summary>
/// <remarks>A leaf class is one line: <c>public sealed class ChosenSwap : ChosenSwapSpecification;</c></remarks>
[Properties(MaxTest = 300)]
public abstract class ChosenSwapSpecification
{
    /// <summary>One layer, with weights however chaotic.</summary>
    [EquivalenceProperty]
    public Law Swap_OfCells_ChangesNothingButRounding() => Chosen().OfCells();

    /// <summary>Networks of every kind that both declare.</summary>
    [EquivalenceProperty]
    public Law Swap_OfNetworks_ChangesNothingButRounding() => Chosen().OfNetworks();

    /// <summary>The gradients of both.</summary>
    [EquivalenceProperty]
    public Law Swap_OfGradients_ChangesNothingButRounding() =>
        Chosen().OfGradients() ?? throw Skipped("One of the two backends declares no gradients.");

    /// <exception cref="SettingsException">There is no such backend, or the two compute in different element types.</exception>
    private ISwapLaws Chosen()
    {
        if (Settings.Current.Of(Knobs.Swap) is not ({ } from, { } to))
        {
            throw Skipped($"No swap is asked for. Name two backends: {Knobs.Swap}=Before,After");
        }

        var registry = new BackendRegistry(GetType().Assembly);
        Type[] pair = [registry.TypeNamed(from), registry.TypeNamed(to)];
        BackendTraits[] traits = Array.ConvertAll(pair, type => ((IRecurrentBackend)Activator.CreateInstance(type)!).Traits);
        if (traits[0].ElementType != traits[1].ElementType)
        {
            throw new SettingsException(
                $"{from} computes in {traits[0].ElementType}, {to} in {traits[1].ElementType}; they cannot take each other's place.");
        }

        return (ISwapLaws)Activator.CreateInstance(typeof(Pair<,>).MakeGenericType(pair))!;
    }

    private static InvalidOperationException Skipped(string reason) => new($"{DynamicSkipToken.Value}{reason}");

    /// <summary>The laws of a swap, whatever its backends.</summary>
    private interface ISwapLaws
    {
        Law OfCells();

        Law OfNetworks();

        Law? OfGradients();
    }

    private sealed class Pair<TFrom, TTo> : SwapSpecification<TFrom, TTo>, ISwapLaws
        where TFrom : IRecurrentBackend, new()
        where TTo : IRecurrentBackend, new()
    {
        Law ISwapLaws.OfCells() => Swap_OfCells_ChangesNothingButRounding();

        Law ISwapLaws.OfNetworks() => Swap_OfNetworks_ChangesNothingButRounding();

        Law? ISwapLaws.OfGradients() => BothHaveGradients ? Swap_OfGradients_ChangesNothingButRounding() : null;
    }
}
