import ArgumentParser
import Delivery

/// How long finished data is kept.
struct RetentionOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "How many days to keep deliveries, attempts and events. Default: \(Retention.defaultDays)",
            valueName: "days"))
    var retentionDays: String?
    @Option(
        help: ArgumentHelp(
            "How many days to keep artifacts. Default: \(Retention.defaultArtifactDays)", valueName: "days"))
    var artifactRetentionDays: String?
    @Option(
        help: ArgumentHelp(
            "The maximum number of artifacts to keep per project. Default: \(Retention.defaultArtifactCount)",
            valueName: "count"))
    var artifactRetentionCount: String?

    var flags: [String: [String]] {
        [
            "retention-days": retentionDays, "artifact-retention-days": artifactRetentionDays,
            "artifact-retention-count": artifactRetentionCount,
        ].compactMapValues { $0.map { [$0] } }
    }
}
