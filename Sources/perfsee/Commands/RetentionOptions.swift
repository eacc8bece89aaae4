import ArgumentParser
import Delivery

/// How long finished data is kept.
struct RetentionOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Days that deliveries, attempts and events are kept. Default: \(Retention.defaultDays)", valueName: "days"))
    var retentionDays: String?
    @Option(
        help: ArgumentHelp(
            "Days that artifacts are kept. Default: \(Retention.defaultArtifactDays)", valueName: "days"))
    var artifactRetentionDays: String?
    @Option(
        help: ArgumentHelp(
            "The maximum number of artifacts that a project keeps. Default: \(Retention.defaultArtifactCount)",
            valueName: "count"))
    var artifactRetentionCount: String?

    var flags: [String: [String]] {
        [
            "retention-days": retentionDays, "artifact-retention-days": artifactRetentionDays,
            "artifact-retention-count": artifactRetentionCount,
        ].compactMapValues { $0.map { [$0] } }
    }
}
