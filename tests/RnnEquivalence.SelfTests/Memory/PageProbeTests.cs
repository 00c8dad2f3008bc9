using FluentAssertions;
using RnnEquivalence.Memory;
using Xunit;

namespace RnnEquivalence.SelfTests.Memory;

/// <summary>A system that does not say what was touched is not believed.</summary>
public sealed unsafe class PageProbeTests
{
    [Fact]
    public void SystemThatSaysWhatWasTouched_IsBelieved() => PageProbe.Sees(Saying(_ => { })).Should().BeTrue();

    [Fact]
    public void SystemThatCallsEverythingTouched_IsNotBelieved() => PageProbe.Sees(Saying(answer => answer.Fill(1))).Should().BeFalse();

    [Fact]
    public void SystemThatCallsNothingTouched_IsNotBelieved() => PageProbe.Sees(Saying(answer => answer.Clear())).Should().BeFalse();

    [Fact]
    public void SystemThatCountsNeighboursIn_IsNotBelieved() => PageProbe.Sees(Saying(answer =>
    {
        for (int page = answer.Length - 1; page > 0; page--)
        {
            answer[page] |= answer[page - 1];
        }
    })).Should().BeFalse();

    /// <summary>A page of zeros that was only read.</summary>
    [Fact]
    public void SystemThatSeesWritesAlone_IsNotBelieved() => PageProbe.Sees(Saying(answer => answer[1] = 0)).Should().BeFalse();

    [Fact]
    public void SystemThatFails_IsNotBelieved() =>
        PageProbe.Sees(Saying(_ => throw new InvalidOperationException())).Should().BeFalse();

    private static Altered Saying(Alteration alteration)
    {
        Assert.SkipUnless(Pages.OfThisSystem.AreWatched, "This system does not say what was touched.");
        return new Altered(alteration);
    }

    private delegate void Alteration(Span<byte> touched);

    private sealed class Altered(Alteration alteration) : Pages
    {
        public override bool AreWatched => true;

        public override byte* Reserve(nuint bytes) => OfThisSystem.Reserve(bytes);

        public override void Commit(byte* start, nuint bytes) => OfThisSystem.Commit(start, bytes);

        public override void Release(byte* start, nuint bytes) => OfThisSystem.Release(start, bytes);

        public override void FindTouched(byte* start, Span<byte> touched)
        {
            OfThisSystem.FindTouched(start, touched);
            alteration(touched);
        }
    }
}
