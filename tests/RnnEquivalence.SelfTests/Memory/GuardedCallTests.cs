using System.Collections.Concurrent;
using System.Runtime.Intrinsics;
using FluentAssertions;
using RnnEquivalence.Memory;
using Xunit;

namespace RnnEquivalence.SelfTests.Memory;

/// <summary>Each way in which code on pointers goes astray is found, whatever the size of the buffer, and nothing else is.</summary>
public sealed unsafe class GuardedCallTests
{
    private static readonly int Page = Environment.SystemPageSize;

    private static readonly int PerPage = Page / sizeof(float);

    private static readonly PageSlots Unwatched = new(new UnwatchedPages());

    /// <summary>Numbers of floats: none, one, as many as vectors have and not, a page and one more or less, several pages.</summary>
    public static TheoryData<int> Sizes => [0, 1, 3, 8, PerPage - 1, PerPage, PerPage + 1, (3 * PerPage) + 5, 20 * PerPage];

    /// <summary>Without this the tests of reads would be of canaries only.</summary>
    [Fact]
    public void System_SaysWhatWasTouched() =>
        GuardedCall.SeesReads.Should().Be(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS() || OperatingSystem.IsWindows());

    [Theory]
    [MemberData(nameof(Sizes))]
    public void WhoStaysWithin_IsNotAccused(int count)
    {
        float[] x = [.. Enumerable.Range(0, count).Select(index => (float)index)];
        var y = new float[count];
        float[] h = [.. x];
        Call(memory =>
        {
            float* from = memory.Input("x", x);
            float* to = memory.Output("y", y);
            float* state = memory.InOut("h", h);
            float* own = memory.Workspace<float>("own", count);
            for (int index = 0; index < count; index++)
            {
                own[index] = from[index];
                to[index] = own[index] + 1;
                state[index] += 2;
            }
        });

        y.Should().Equal(x.Select(value => value + 1));
        h.Should().Equal(x.Select(value => value + 2));
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void ReadPast_IsFound(int count)
    {
        Fault(count, x => Read(x + count)).Should().Be(MemoryFaultKind.ReadPast);
        Fault(count, x => Read(x + count + PerPage + 9)).Should().Be(MemoryFaultKind.ReadPast);
        Fault(count, x => Read(x + count + (16 * PerPage) - 1)).Should().Be(MemoryFaultKind.ReadPast);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void VectorThatBeginsWithTheLastElement_IsFound(int count) =>
        Fault(Math.Max(count, 1), x => Sink = Vector256.Sum(Vector256.Load(x + Math.Max(count, 1) - 1)))
            .Should().Be(MemoryFaultKind.ReadPast);

    [Theory]
    [MemberData(nameof(Sizes))]
    public void ReadBefore_IsFound(int count)
    {
        // The pages before one at their end are watched as well, but not the bytes between.
        Fault(count, x => Read(x - 1)).Should().Be(MemoryFaultKind.ReadBefore);
        Fault(count, x => Read(x - (2 * PerPage) - 9)).Should().Be(MemoryFaultKind.ReadBefore);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void WrittenPast_IsFound(int count)
    {
        Fault(count, x => x[count] = 1).Should().Be(MemoryFaultKind.WrotePast);
        Fault(count, x => ((byte*)(x + count))[1] = 1).Should().Be(MemoryFaultKind.WrotePast);
        Fault(count, x => x[count + PerPage + 9] = 1).Should().Be(MemoryFaultKind.WrotePast);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void WrittenBefore_IsFound(int count)
    {
        Fault(count, x => x[-1] = 1).Should().Be(MemoryFaultKind.WroteBefore);
        Fault(count, x => ((byte*)x)[-3] = 1).Should().Be(MemoryFaultKind.WroteBefore);
        Fault(count, x => x[-PerPage - 9] = 1).Should().Be(MemoryFaultKind.WroteBefore);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void WhereNothingIsWatched_WritesAreFound(int count)
    {
        Fault(count, x => x[count] = 0, Unwatched).Should().Be(MemoryFaultKind.WrotePast);
        Fault(count, x => x[count + PerPage + 9] = 0, Unwatched).Should().Be(MemoryFaultKind.WrotePast);
        Fault(count, x => x[-1] = 0, Unwatched).Should().Be(MemoryFaultKind.WroteBefore);
        Fault(count, x => x[-PerPage - 9] = 0, Unwatched).Should().Be(MemoryFaultKind.WroteBefore);
        Fault(count, x => Read(x + count), Unwatched).Should().BeNull("who reads there reads what is no number");
        float read = 0;
        Fault(count, x => read = x[count] + x[-1], Unwatched);
        read.Should().Be(float.NaN);
    }

    /// <summary>As on macOS and on some systems with Arm processors.</summary>
    [Theory]
    [InlineData(1 << 14)]
    [InlineData(1 << 16)]
    public void WherePagesAreLarger_AllIsFound(int page)
    {
        Assert.SkipUnless(GuardedCall.SeesReads, "This system does not say what was touched.");
        var slots = new PageSlots(new LargerPages(page));
        int perPage = page / sizeof(float);
        foreach (int count in (int[])[0, 1, 3, perPage - 1, perPage, perPage + 1, (2 * perPage) + 5])
        {
            Fault(count, _ => { }, slots).Should().BeNull();
            Fault(count, x => Read(x + count), slots).Should().Be(MemoryFaultKind.ReadPast);
            Fault(count, x => Read(x + count + (3 * perPage)), slots).Should().Be(MemoryFaultKind.ReadPast);
            Fault(count, x => Read(x - 1), slots).Should().Be(MemoryFaultKind.ReadBefore);
            Fault(count, x => x[count] = 1, slots).Should().Be(MemoryFaultKind.WrotePast);
            Fault(count, x => x[count + perPage] = 1, slots).Should().Be(MemoryFaultKind.WrotePast);
            Fault(count, x => x[-1] = 1, slots).Should().Be(MemoryFaultKind.WroteBefore);
        }
    }

    [Fact]
    public void InputThatIsOverwritten_IsFound()
    {
        Fault(5, x => x[3] = 7).Should().Be(MemoryFaultKind.Overwrote);
        Fault(5, x => x[0] = -0f).Should().Be(MemoryFaultKind.Overwrote, "the bits are others");
        Fault(5, x => x[3] = 0).Should().BeNull("the bits are the same");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    public void ElementThatIsNotWritten_IsFound(int left)
    {
        Left<float>(left, 1.5f).Should().Be(MemoryFaultKind.LeftUnwritten);
        Left<double>(left, double.NaN).Should().Be(MemoryFaultKind.LeftUnwritten);
        Left<Half>(left, Half.One).Should().Be(MemoryFaultKind.LeftUnwritten);
        Left<int>(left, -1).Should().Be(MemoryFaultKind.LeftUnwritten);
        Left<long>(left, long.MinValue).Should().Be(MemoryFaultKind.LeftUnwritten);
        Left<byte>(left, 0xA5).Should().Be(MemoryFaultKind.LeftUnwritten);
        Left<(float, float, float)>(left, (1, 2, 3)).Should().Be(MemoryFaultKind.LeftUnwritten);
    }

    /// <summary>Whatever a byte is, there is a canary of that value.</summary>
    [Theory]
    [InlineData(0x00)]
    [InlineData(0x5A)]
    [InlineData(0xA5)]
    [InlineData(0xFF)]
    public void ValueOfACanary_IsNotTakenForOne(byte value) => Left<byte>(left: -1, value).Should().BeNull();

    [Theory]
    [InlineData(0x5A)]
    [InlineData(0xA5)]
    public void ValueOfACanary_BesideAnElementThatIsLeft_IsNotTakenForOne(byte value) => Assert.Throws<MemoryFaultException>(() =>
        Call(memory =>
        {
            byte* y = memory.Output("y", new byte[3]);
            (y[0], y[2]) = (value, value);
        })).Faults.Single().Description.Should().Be("did not write y[1], or made it of what nobody had written.");

    [Fact]
    public void WhatMayBeLeft_IsNoNumber()
    {
        float[] y = [1, 2, 3];
        Call(memory => memory.Output("y", y, mayLeave: true)[1] = 5);
        y.Should().Equal(float.NaN, 5, float.NaN);
    }

    /// <summary>What is read before it is written is no number, and what is made of it is known again.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void WhatIsMadeOfUnwrittenMemory_IsFound(bool workspace) => KindOf(memory =>
    {
        double* own = memory.Workspace<double>("own", 2);
        double* y = memory.Output("y", new double[3]);
        double unwritten = workspace ? own[1] : y[2];
        (y[0], y[1], y[2]) = (0, 0, unwritten + 1);
    }).Should().Be(MemoryFaultKind.LeftUnwritten);

    [Fact]
    public void ResultThatDependsOnThePlace_IsFound()
    {
        var y = new float[1];
        Action<GuardedMemory> call = memory =>
        {
            float* to = memory.Output("y", y);
            *to = (nint)to % 64;
        };
        Assert.Throws<MemoryFaultException>(() => Call(call)).Faults.Single().Kind.Should().Be(MemoryFaultKind.DependsOnPlace);
        y.Should().Equal([0], "a call with a fault returns nothing");
    }

    /// <summary>Which NaN comes of an operation is up to the processor.</summary>
    [Fact]
    public void WhatIsNoNumberInBothPlaces_IsTheSame() => KindOf(memory =>
    {
        float* y = memory.Output("y", new float[1]);
        *(uint*)y = (nint)y % 64 == 0 ? 0x7FC00000 : 0xFFC00000;
    }).Should().BeNull();

    /// <summary>Where both results may differ, both are returned to somebody, and always the same to the same.</summary>
    [Fact]
    public void ResultThatMayDependOnThePlace_DependsOnTheInputs()
    {
        HashSet<float> returned = [];
        for (int input = 0; input < 64; input++)
        {
            float[] results = [.. Enumerable.Range(0, 4).Select(_ => AddressOfOutput(input))];
            results.Distinct().Should().ContainSingle();
            returned.Add(results[0]);
        }

        returned.Should().BeEquivalentTo([60f, 0f]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(32)]
    [InlineData(64)]
    public void Alignment_IsKept(int alignment)
    {
        Call(memory =>
        {
            ((nint)memory.Input("x", new float[5], alignment) % alignment).Should().Be(0);
            ((nint)memory.Workspace<byte>("own", 7, alignment) % alignment).Should().Be(0);
        });
        Fault(5, x => x[5] = 0, alignment: alignment).Should().NotBeNull("the bytes that it leaves hold canaries");
        Fault(5, x => x[5 + (alignment / sizeof(float))] = 1, alignment: alignment).Should().Be(MemoryFaultKind.WrotePast);
    }

    /// <summary>Who found something once finds it again in the same pages, and nothing else.</summary>
    [Fact]
    public void FaultOfOneCall_IsNotThatOfTheNext()
    {
        for (int time = 0; time < 20; time++)
        {
            Fault(3, x => x[3] = 1).Should().Be(MemoryFaultKind.WrotePast);
            Fault(3, x => Read(x - 1)).Should().Be(MemoryFaultKind.ReadBefore);
            Fault(3, x => x[1] = 1).Should().Be(MemoryFaultKind.Overwrote);
            Fault(3, x => Read(x + 2)).Should().BeNull();
        }
    }

    /// <summary>Whatever a processor fetches ahead, or a system hands out, is not taken for a read.</summary>
    [Fact]
    public void ManyCalls_OnSeveralThreads_RaiseNoFalseAlarm()
    {
        ConcurrentBag<Exception> alarms = [];
        Parallel.For(0, 4, thread =>
        {
            for (int time = 0; time < 4_000; time++)
            {
                int count = (time * 31 % 3_000) + 1;
                (float[] x, float[] y) = (new float[count], new float[count]);
                try
                {
                    Call(memory =>
                    {
                        float* from = memory.Input("x", x);
                        float* to = memory.Output("y", y);
                        for (int index = 0; index < count; index++)
                        {
                            to[index] = from[index] + thread;
                        }
                    });
                }
                catch (MemoryFaultException alarm)
                {
                    alarms.Add(alarm);
                }
            }
        });
        alarms.Should().BeEmpty();
    }

    [Fact]
    public void Message_NamesBufferPlaceAndDeed()
    {
        MessageOf((x, _) => x[3] = 0.5f).Should().Be(
            "The kernel wrote past the end of x, in bytes 0 to 3 behind it. x[3], if there were one, would be 0.5.\n"
            + "It was given x (in, 3 floats), y (out, 1 int).");
        MessageOf((x, _) => Read(x + 4)).Should().StartWith(
            $"The kernel read past the end of x, or wrote zeros there: somewhere in bytes 0 to {Page - 1} behind it.\n");
        MessageOf((_, y) => y[-2] = 7).Should().StartWith(
            "The kernel wrote before the beginning of y, in bytes 5 to 8 before it. y[-2], if there were one, would be 7.\n");
        MessageOf((x, _) => Read(x - 1)).Should().StartWith(
            $"The kernel read before the beginning of x, or wrote zeros there: somewhere in bytes 1 to {Page} before it.\n");
        MessageOf((x, _) => (x[1], x[2]) = (5, 6)).Should().StartWith(
            "The kernel overwrote x, which is an input: x[1] was 0 and is 5, and 1 more.\n");
        MessageOf((_, _) => { }).Should().StartWith("The kernel did not write y[0], or made it of what nobody had written.\n");
        MessageOf((x, y) => (x[3], x[0], y[-1]) = (1, 1, 1)).Split('\n').Should().HaveCount(4, "all of it is said");
    }

    [Fact]
    public void WhatTheCallThrows_IsThrown()
    {
        Assert.Throws<TimeoutException>(() => Call(_ => throw new TimeoutException()));
        Assert.Throws<MemoryFaultException>(() => Call(memory =>
        {
            memory.Input("x", new float[3])[3] = 1;
            throw new TimeoutException();
        })).InnerException.Should().BeOfType<TimeoutException>();
    }

    [Fact]
    public void WhatIsNoCall_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => Call(memory => memory.Input("x", new float[1], alignment: 24)));
        Assert.Throws<ArgumentException>(() => Call(memory => memory.Input("x", new float[1], alignment: 2 * Page)));
        Assert.Throws<ArgumentException>(() => Call(memory => _ = (int)memory.Input("x", new int[1]) + (int)memory.Input("x", new int[1])));
        Assert.Throws<ArgumentOutOfRangeException>(() => Call(memory => memory.Workspace<int>("own", -1)));
        int calls = 0;
        Assert.Throws<InvalidOperationException>(() => Call(memory => memory.Input("x", new int[++calls])));
        GuardedMemory? kept = null;
        Call(memory => kept = memory);
        Assert.Throws<InvalidOperationException>(() => { kept!.Input("x", new int[1]); });
    }

    private static float Sink { get; set; }

    private static void Read(float* place) => Sink = Volatile.Read(ref *place);

    private static void Call(Action<GuardedMemory> call) => GuardedCall.Run(call);

    private static MemoryFaultKind? Fault(int count, PointerAction deed, PageSlots? slots = null, int alignment = 0) =>
        KindOf(memory => deed(memory.Input("x", new float[count], alignment)), slots);

    private static MemoryFaultKind? Left<T>(int left, T value)
        where T : unmanaged => KindOf(memory =>
        {
            T* y = memory.Output("y", new T[5]);
            for (int index = 0; index < 5; index++)
            {
                if (index != left)
                {
                    y[index] = value;
                }
            }
        });

    private static MemoryFaultKind? KindOf(Action<GuardedMemory> call, PageSlots? slots = null)
    {
        try
        {
            GuardedCall.Run(call, sameBits: true, slots ?? PageSlots.OfThisSystem);
            return null;
        }
        catch (MemoryFaultException found)
        {
            return found.Faults.Should().ContainSingle(found.Message).Subject.Kind;
        }
    }

    private static string MessageOf(TwoPointers deed) => Assert.Throws<MemoryFaultException>(() => Call(memory =>
        deed(memory.Input("x", new float[3]), memory.Output("y", new int[1])))).Message;

    private static float AddressOfOutput(int input)
    {
        var y = new float[1];
        GuardedCall.Run(
            memory =>
            {
                memory.Input("x", [input]);
                float* to = memory.Output("y", y);
                *to = (nint)to % 64;
            },
            sameBits: false);
        return y[0];
    }

    private delegate void PointerAction(float* x);

    private delegate void TwoPointers(float* x, int* y);
}
