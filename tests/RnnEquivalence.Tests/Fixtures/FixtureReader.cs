using System.Text.Json;
using RnnEquivalence.Model;

namespace RnnEquivalence.Tests.Fixtures;

/// <summary>
/// Reads a fixture strictly: every property that the schema names must be there, with the type and the lengths that it
/// says, and no other; every number must be finite.
/// </summary>
internal sealed class FixtureReader
{
    private readonly string _file;
    private readonly string _path;
    private readonly JsonElement _element;
    private readonly HashSet<string> _read = [];

    private FixtureReader(string file, string path, JsonElement element)
    {
        _file = file;
        _path = path;
        _element = element;
    }

    /// <summary>Reads a document and lets <paramref name="read"/> take out what it needs.</summary>
    /// <param name="file">What the document is called in messages.</param>
    /// <param name="json">The document.</param>
    /// <param name="schema">The schema's name and version.</param>
    /// <param name="read">Makes the fixture of it.</param>
    /// <exception cref="FixtureException">The document is not as the schema says.</exception>
    public static T Read<T>(string file, ReadOnlyMemory<byte> json, string schema, Func<FixtureReader, T> read)
    {
        using JsonDocument document = Parse(file, json);
        var root = new FixtureReader(file, "$", document.RootElement);
        root.Require(document.RootElement.ValueKind == JsonValueKind.Object, "an object", Kind(document.RootElement));
        root.ReadSchema(schema);
        return root.All(read);
    }

    public string Text(string name)
    {
        FixtureReader value = Member(name);
        value.Require(value._element.ValueKind == JsonValueKind.String, "a string", Kind(value._element));
        return value._element.GetString()!;
    }

    public int Count(string name)
    {
        FixtureReader value = Member(name);
        value.Require(value._element.ValueKind == JsonValueKind.Number && value._element.TryGetInt32(out int count) && count > 0, "a positive whole number", Kind(value._element));
        return value._element.GetInt32();
    }

    public double Number(string name) => Member(name).Number();

    public double[] Vector(string name, int length) => Member(name).Vector(length);

    public Matrix Matrix(string name, int rows, int columns) => Member(name).Matrix(rows, columns);

    public Sequence Sequence(string name, int timeSteps, int batch, int features)
    {
        FixtureReader[] steps = [.. Member(name).Items(timeSteps)];
        return new Sequence(timeSteps, batch, features, [.. steps.SelectMany(step => step.Matrix(batch, features).Values.ToArray())]);
    }

    public T Object<T>(string name, Func<FixtureReader, T> read) => Member(name).All(read);

    public T[] Objects<T>(string name, int length, Func<FixtureReader, T> read) => [.. Member(name).Items(length).Select(item => item.All(read))];

    private static JsonDocument Parse(string file, ReadOnlyMemory<byte> json)
    {
        try
        {
            return JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException damaged)
        {
            throw new FixtureException(file, "$", "valid JSON", $"damage ({damaged.Message})");
        }
    }

    private void ReadSchema(string schema)
    {
        string found = Text("schema");
        Member("schema").Require(found == schema, $"\"{schema}\"", $"\"{found}\"");
    }

    private T All<T>(Func<FixtureReader, T> read)
    {
        Require(_element.ValueKind == JsonValueKind.Object, "an object", Kind(_element));
        T result = read(this);
        string? unknown = _element.EnumerateObject().Select(member => member.Name).FirstOrDefault(name => !_read.Contains(name));
        Require(unknown is null, $"only the properties {string.Join(", ", _read.Order())}", $"also {unknown}");
        return result;
    }

    private FixtureReader Member(string name)
    {
        _read.Add(name);
        Require(_element.TryGetProperty(name, out JsonElement member), $"a property \"{name}\"", "none");
        return new FixtureReader(_file, $"{_path}.{name}", member);
    }

    private Matrix Matrix(int rows, int columns) =>
        new(rows, columns, [.. Items(rows).SelectMany(row => row.Vector(columns))]);

    private double[] Vector(int length) => [.. Items(length).Select(item => item.Number())];

    private IEnumerable<FixtureReader> Items(int length)
    {
        Require(_element.ValueKind == JsonValueKind.Array, $"an array of {length}", Kind(_element));
        Require(_element.GetArrayLength() == length, $"an array of {length}", $"one of {_element.GetArrayLength()}");
        return _element.EnumerateArray().Select((item, index) => new FixtureReader(_file, $"{_path}[{index}]", item));
    }

    private double Number()
    {
        Require(_element.ValueKind == JsonValueKind.Number, "a number", Kind(_element));
        double number = _element.GetDouble();
        Require(double.IsFinite(number), "a finite number", _element.GetRawText());
        return number;
    }

    private void Require(bool holds, string expected, string found)
    {
        if (!holds)
        {
            throw new FixtureException(_file, _path, expected, found);
        }
    }

    private static string Kind(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => $"an array of {element.GetArrayLength()}",
        _ => element.GetRawText(),
    };
}
