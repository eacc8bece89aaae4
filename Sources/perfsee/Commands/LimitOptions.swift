import ArgumentParser
import Domain

/// What projects may use of the machine.
struct LimitOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Events that can be published in a project in a day; none for no limit. "
                + "Default: \(Quotas.standard.events.events ?? 0)",
            valueName: "count"))
    var quotaEvents: String?
    @Option(
        help: ArgumentHelp(
            "Bytes of those events in all; none for no limit. "
                + "Default: \(ByteSize.text(Quotas.standard.events.bytes ?? 0))",
            valueName: "size"))
    var quotaEventBytes: String?
    @Option(
        help: ArgumentHelp(
            "Bytes of a project's builds and reports in all; none for no limit. "
                + "Default: \(ByteSize.text(Quotas.standard.artifactBytes ?? 0))",
            valueName: "size"))
    var quotaArtifactBytes: String?
    @Option(
        help: ArgumentHelp(
            "What stays free of a disk: below it no builds are taken. Default: 1GiB or 5 % of it, the lesser",
            valueName: "size"))
    var diskFloor: String?
    @Option(
        help: ArgumentHelp(
            "What one build may unpack to. Default: \(ByteSize.text(Int64(ResourceLimits.defaultUnpackedBytes)))",
            valueName: "size"))
    var unpackLimit: String?
    @Option(
        help: ArgumentHelp(
            "What all builds that are analysed at once may take on the disk. "
                + "Default: \(ByteSize.text(Int64(ResourceLimits.defaultAnalysisBytes)))",
            valueName: "size"))
    var analysisDisk: String?

    var flags: [String: [String]] {
        [
            "quota-events": quotaEvents, "quota-event-bytes": quotaEventBytes,
            "quota-artifact-bytes": quotaArtifactBytes, "disk-floor": diskFloor, "unpack-limit": unpackLimit,
            "analysis-disk": analysisDisk,
        ].compactMapValues { $0.map { [$0] } }
    }
}
