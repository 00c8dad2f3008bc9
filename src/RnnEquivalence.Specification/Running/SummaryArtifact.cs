using Microsoft.Testing.Platform.Builder;
using Microsoft.Testing.Platform.Extensions.Messages;
using Microsoft.Testing.Platform.Extensions.TestHost;
using Microsoft.Testing.Platform.Messages;
using Microsoft.Testing.Platform.Services;

namespace RnnEquivalence.Running;

/// <summary>Hands the run's summary to the test platform, so that <c>dotnet test</c> names the file at its end.</summary>
/// <remarks>Registered by the build through the item <c>TestingPlatformBuilderHook</c>.</remarks>
public sealed class SummaryArtifact : ITestSessionLifetimeHandler, IDataProducer
{
    private readonly IMessageBus _messageBus;

    private SummaryArtifact(IMessageBus messageBus) => _messageBus = messageBus;

    /// <inheritdoc/>
    public string Uid => "RnnEquivalence.Summary";

    /// <inheritdoc/>
    public string Version => "1";

    /// <inheritdoc/>
    public string DisplayName => "RnnEquivalence summary";

    /// <inheritdoc/>
    public string Description => "Cases, inconclusive share, worst |error|/bound and cases per second, by law and backend.";

    /// <inheritdoc/>
    public Type[] DataTypesProduced { get; } = [typeof(SessionFileArtifact)];

    /// <summary>Called by the generated entry point of a test project.</summary>
    public static void AddExtensions(ITestApplicationBuilder builder, string[] arguments)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.TestHost.AddTestSessionLifetimeHandler(services => new SummaryArtifact(services.GetMessageBus()));
    }

    /// <inheritdoc/>
    public Task<bool> IsEnabledAsync() => Task.FromResult(true);

    /// <inheritdoc/>
    public Task OnTestSessionStartingAsync(ITestSessionContext testSessionContext) => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task OnTestSessionFinishingAsync(ITestSessionContext testSessionContext)
    {
        ArgumentNullException.ThrowIfNull(testSessionContext);

        if (RunReport.WriteSummary() is { } file)
        {
            await _messageBus.PublishAsync(this, new SessionFileArtifact(testSessionContext.SessionUid, file, DisplayName, Description));
        }
    }
}
