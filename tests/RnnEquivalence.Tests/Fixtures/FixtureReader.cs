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
    private readonly ElementType _type;
    private readonly HashSet<string> _read;

    private FixtureReader(string file, string path, JsonElement element, ElementType type, HashSet<string> read)
    {
        _file = file;
        _path = path;
        _element = element;
        _type = type;
        _read = read;
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
        var root = new FixtureReader(file, "$", document.RootElement, ElementType.Float64, []);
        root.Require(document.RootElement.ValueKind == JsonValueKind.Object, "an object", Kind(document.RootElement));
        root.ReadSchema(schema);
        return root.All(read);
    }

    /// <summary>The same object, all of whose numbers must be of a type, so that none is rounded on its way to a kernel.</summary>
    public FixtureReader Of(ElementType type) => new(_file, _path, _element, type, _read);

    public string Text(string name) => Member(name).Text();

    /// <summary>One of several words, each standing for something.</summary>
    public T Choice<T>(string name, IReadOnlyDictionary<string, T> choices) => Member(name).Choice(choices);

    /// <summary>Several words, each one of those.</summary>
    public T[] Choices<T>(string name, int length, IReadOnlyDictionary<string, T> choices) =>
        [.. Member(name).Items(length).Select(item => item.Choice(choices))];

    public bool Flag(string name)
    {
        FixtureReader value = Member(name);
        value.Require(value._element.ValueKind is JsonValueKind.True or JsonValueKind.False, "true or false", Kind(value._element));
        return value._element.GetBoolean();
    }

    public int Count(string name) => Member(name).Whole(minimum: 1);

    /// <summary>A whole number that may be zero.</summary>
    public int CountOrZero(string name) => Member(name).Whole(minimum: 0);

    public int[] Counts(string name, int length) => [.. Member(name).Items(length).Select(item => item.Whole(minimum: 1))];

    public double Number(string name) => Member(name).Number();

    public double[] Vector(string name, int length) => Member(name).Vector(length);

    public Matrix Matrix(string name, int rows, int columns) => Member(name).Matrix(rows, columns);

    public Matrix[] Matrices(string name, int count, int rows, int columns) =>
        [.. Member(name).Items(count).Select(item => item.Matrix(rows, columns))];

    public Sequence Sequence(string name, int timeSteps, int batch, int features)
    {
        FixtureReader[] steps = [.. Member(name).Items(timeSteps)];
        return new Sequence(timeSteps, batch, features, [.. steps.SelectMany(step => step.Matrix(batch, features).Values.ToArray())]);
    }

    public T Object<T>(string name, Func<FixtureReader, T> read) => Member(name).All(read);

    public T[] Objects<T>(string name, int length, Func<FixtureReader, T> read) =>
        [.. Member(name).Items(length).Select(item => item.All(read))];

    /// <summary>As many objects as there are, and at least one.</summary>
    public T[] Objects<T>(string name, Func<FixtureReader, T> read)
    {
        FixtureReader array = Member(name);
        array.Require(
            array._element.ValueKind == JsonValueKind.Array && array._element.GetArrayLength() > 0,
            "an array of objects",
            Kind(array._element));
        return Objects(name, array._element.GetArrayLength(), read);
    }

    /// <summary>
    /// What <paramref name="read"/> makes of a property, or null where there is to be none; the schema then has null there,
    /// and not nothing.
    /// </summary>
    public T? Optional<T>(string name, bool given, Func<string, T> read)
        where T : class
    {
        if (given)
        {
            return read(name);
        }

        FixtureReader value = Member(name);
        value.Require(value._element.ValueKind == JsonValueKind.Null, "null", Kind(value._element));
        return null;
    }

    /// <summary>Whether a property that may be null is given.</summary>
    public bool IsGiven(string name) => Member(name)._element.ValueKind != JsonValueKind.Null;

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
        T result = Fitting(read);
        string? unknown = _element.EnumerateObject().Select(member => member.Name).FirstOrDefault(name => !_read.Contains(name));
        Require(unknown is null, $"only the properties {string.Join(", ", _read.Order())}", $"also {unknown}");
        return result;
    }

    /// <summary>What the model refuses, although each part by itself is as the schema says, is a fault of this object.</summary>
    private T Fitting<T>(Func<FixtureReader, T> read)
    {
        try
        {
            return read(this);
        }
        catch (ArgumentException misfit)
        {
            throw new FixtureException(_file, _path, "parts that fit together", $"a misfit ({misfit.Message})");
        }
    }

    private FixtureReader Member(string name)
    {
        _read.Add(name);
        Require(_element.TryGetProperty(name, out JsonElement member), $"a property \"{name}\"", "none");
        return new FixtureReader(_file, $"{_path}.{name}", member, _type, []);
    }

    private Matrix Matrix(int rows, int columns) =>
        new(rows, columns, [.. Items(rows).SelectMany(row => row.Vector(columns))]);

    private double[] Vector(int length) => [.. Items(length).Select(item => item.Number())];

    private IEnumerable<FixtureReader> Items(int length)
    {
        Require(_element.ValueKind == JsonValueKind.Array, $"an array of {length}", Kind(_element));
        Require(_element.GetArrayLength() == length, $"an array of {length}", $"one of {_element.GetArrayLength()}");
        return _element.EnumerateArray().Select((item, index) => new FixtureReader(_file, $"{_path}[{index}]", item, _type, []));
    }

    private string Text()
    {
        Require(_element.ValueKind == JsonValueKind.String, "a string", Kind(_element));
        return _element.GetString()!;
    }

    private T Choice<T>(IReadOnlyDictionary<string, T> choices)
    {
        string found = Text();
        Require(choices.ContainsKey(found), string.Join(" or ", choices.Keys.Select(choice => $"\"{choice}\"")), $"\"{found}\"");
        return choices[found];
    }

    private int Whole(int minimum)
    {
        bool holds = _element.ValueKind == JsonValueKind.Number && _element.TryGetInt32(out int whole) && whole >= minimum;
        Require(holds, minimum > 0 ? "a positive whole number" : "a whole number that is not negative", Kind(_element));
        return _element.GetInt32();
    }

    private double Number()
    {
        Require(_element.ValueKind == JsonValueKind.Number, "a number", Kind(_element));
        double number = _element.GetDouble();
        Require(double.IsFinite(number), "a finite number", _element.GetRawText());
        Require(_type.Represents(number), $"a number of the type {_type}", _element.GetRawText());
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
