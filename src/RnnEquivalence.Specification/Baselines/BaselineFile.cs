using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using RnnEquivalence.Running;

namespace RnnEquivalence.Baselines;

/// <summary>The file of one backend in a folder of records.</summary>
/// <param name="folder">The folder.</param>
/// <param name="backend">The class of the backend.</param>
internal sealed class BaselineFile(string folder, Type backend)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.General)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Its path.</summary>
    public string Path { get; } = System.IO.Path.Combine(folder, $"{backend.Name}.json");

    /// <summary>Writes a record; the file appears whole or not at all.</summary>
    /// <exception cref="BaselineException">It cannot be written there.</exception>
    public void Write(BaselineRecord record)
    {
        string partial = $"{Path}.{Guid.NewGuid():N}";
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(partial, JsonSerializer.SerializeToUtf8Bytes(record with { Checksum = ChecksumOf(record) }, Options));
            File.Move(partial, Path, overwrite: true);
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(partial))
            {
                File.Delete(partial);
            }

            throw new BaselineException($"{Path} cannot be written: {denied.Message}", denied);
        }
    }

    /// <summary>Reads the record.</summary>
    /// <exception cref="BaselineException">There is none, it is damaged or of another format, or it is another backend's.</exception>
    public BaselineRecord Read()
    {
        byte[] content = Content();
        RequireFormat(content);
        BaselineRecord record;
        try
        {
            record = JsonSerializer.Deserialize<BaselineRecord>(content, Options)!;
        }
        catch (JsonException unreadable)
        {
            throw Damaged(unreadable);
        }

        Require("the checksum", ChecksumOf(record), record.Checksum, "It is damaged, or was edited.");
        Require("the backend", backend.FullName!, record.Class, "It is another backend's.");
        Require("the number of cases", record.CaseCount, record.Cases.Count, "It is damaged.");
        return record;
    }

    private byte[] Content()
    {
        try
        {
            return File.ReadAllBytes(Path);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            string[] others = Directory.Exists(folder)
                ? [.. Directory.EnumerateFiles(folder, "*.json").Select(System.IO.Path.GetFileName).OfType<string>().Order()] : [];
            string there = !Directory.Exists(folder) ? "The folder does not exist."
                : others.Length == 0 ? "The folder has no record at all." : $"The folder has {string.Join(", ", others)}.";
            throw new BaselineException(
                $"There is no record of {backend.Name}: {Path} is expected. {there} "
                + $"Record it with {Knobs.Record}={folder}, with the version to compare with.",
                missing);
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            throw new BaselineException($"{Path} cannot be read: {denied.Message}", denied);
        }
    }

    /// <summary>Looks at the version first: another format need not have anything else in common with this one.</summary>
    private void RequireFormat(byte[] content)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(content);
            bool isObject = document.RootElement.ValueKind == JsonValueKind.Object;
            string found = isObject && document.RootElement.TryGetProperty("format", out JsonElement format)
                ? format.GetRawText()
                : "none";
            Require(
                "the format",
                $"{BaselineRecord.CurrentFormat}",
                found,
                "It was written by another version of this suite, or is no record.");
        }
        catch (JsonException unreadable)
        {
            throw Damaged(unreadable);
        }
    }

    private void Require<T>(string what, T expected, T found, string meaning)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, found))
        {
            throw new BaselineException($"{Path} cannot be compared with: {what} {expected} is expected, but {found} is found. {meaning}");
        }
    }

    private BaselineException Damaged(JsonException unreadable) => new(
        $"{Path} cannot be compared with: a whole record in JSON is expected, "
            + $"but it is cut off, damaged, or no record. {unreadable.Message}",
        unreadable);

    /// <summary>Of what the file says, whatever its line ends: version control may change these.</summary>
    private static string ChecksumOf(BaselineRecord record) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(record with { Checksum = "" }, Options)));
}
