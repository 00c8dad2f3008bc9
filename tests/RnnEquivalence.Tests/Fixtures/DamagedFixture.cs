using System.Text;
using System.Text.Json.Nodes;

namespace RnnEquivalence.Tests.Fixtures;

/// <summary>A committed fixture with something wrong in it, for tests of readers.</summary>
internal static class DamagedFixture
{
    /// <summary>What the fixture is called in messages.</summary>
    public const string Name = "damaged.json";

    /// <summary>Reads a fixture whose bytes are changed before.</summary>
    public static Action Reading(string file, Action<string, ReadOnlyMemory<byte>> read, Func<byte[], byte[]> edit) =>
        () => read(Name, edit(Fixture.Bytes(file)));

    /// <summary>Reads a fixture whose document is changed before.</summary>
    public static Action Edited(string file, Action<string, ReadOnlyMemory<byte>> read, Action<JsonObject> edit) =>
        Reading(file, read, bytes =>
        {
            var root = (JsonObject)JsonNode.Parse(bytes)!;
            edit(root);
            return Encoding.UTF8.GetBytes(root.ToJsonString());
        });
}
