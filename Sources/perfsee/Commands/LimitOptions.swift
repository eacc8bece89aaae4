import ArgumentParser
import Domain

/// What projects may use of the machine.
struct LimitOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The maximum number of events published in a project per day; none for no limit. "
                + "Default: \(Quotas.standard.events.events ?? 0)",
            valueName: "count"))
    var quotaEvents: String?
    @Option(
        help: ArgumentHelp(
            "The maximum total size of those events; none for no limit. "
                + "Default: \(ByteSize.text(Quotas.standard.events.bytes ?? 0))",
            valueName: "size"))
    var quotaEventBytes: String?
    @Option(
        help: ArgumentHelp(
            "The maximum total size of a project's builds and reports; none for no limit. "
                + "Default: \(ByteSize.text(Quotas.standard.artifactBytes ?? 0))",
            valueName: "size"))
    var quotaArtifactBytes: String?
    @Option(
        help: ArgumentHelp(
            "Disk space to keep free; below it, builds are refused. Default: 1GiB or 5% of the disk, whichever is less",
            valueName: "size"))
    var diskFloor: String?
    @Option(
        help: ArgumentHelp(
            "The maximum unpacked size of one build. Default: \(ByteSize.text(Int64(ResourceLimits.defaultUnpackedBytes)))",
            valueName: "size"))
    var unpackLimit: String?
    @Option(
        help: ArgumentHelp(
            "Disk space for all builds that are analyzed at the same time. "
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
