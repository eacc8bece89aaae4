import BundleAnalysis
import Domain

/// What projects may use of the machine.
struct ResourceLimits {
    static let defaultUnpackedBytes = 2 << 30
    static let defaultAnalysisBytes = 4 << 30

    let quotas: Quotas
    let diskFloor: DiskFloor
    /// The maximum unpacked size of one build.
    let unpackedBytes: Int
    /// The disk space that all running analyses may use together.
    let analysisBytes: Int

    /// From the settings, with defaults for what they leave out.
    init(_ sources: SettingSources) throws {
        let standard = Quotas.standard
        quotas = Quotas(
            events: EventQuota(
                events: try Self.quota("quota-events", or: standard.events.events, Self.count, sources),
                bytes: try Self.quota("quota-event-bytes", or: standard.events.bytes, Self.size, sources)),
            artifactBytes: try Self.quota("quota-artifact-bytes", or: standard.artifactBytes, Self.size, sources))
        diskFloor = try sources.text("disk-floor").map { .bytes(try Self.unlessNone($0, Self.size) ?? 0) } ?? .standard
        unpackedBytes = try Self.space("unpack-limit", or: Self.defaultUnpackedBytes, sources)
        analysisBytes = try Self.space("analysis-disk", or: Self.defaultAnalysisBytes, sources)
    }

    /// The limits for one archive.
    var archive: ArchiveLimits { .server(unpackedBytes: unpackedBytes) }

    private typealias Text = SettingSources.Found<String>

    private static func quota(
        _ name: String, or standard: Int64?, _ read: (Text) throws -> Int64, _ sources: SettingSources
    ) throws -> Int64? {
        guard let found = try sources.text(name) else { return standard }
        return try unlessNone(found, read)
    }

    /// Nil, meaning no limit, for `none` and 0.
    private static func unlessNone(_ found: Text, _ read: (Text) throws -> Int64) throws -> Int64? {
        if found.value == "none" { return nil }
        let number = try read(found)
        return number == 0 ? nil : number
    }

    private static func count(_ found: Text) throws -> Int64 {
        guard let count = Int64(found.value), (0...(1 << 53)).contains(count) else {
            throw CommandFailure("\(found.source) must be a whole number, or none; it is `\(found.value)`.")
        }
        return count
    }

    private static func size(_ found: Text) throws -> Int64 {
        guard let bytes = ByteSize.parse(found.value) else {
            throw CommandFailure("\(found.source) must be \(ByteSize.form), or none; it is `\(found.value)`.")
        }
        return bytes
    }

    /// A size that analyses cannot do without.
    private static func space(_ name: String, or standard: Int, _ sources: SettingSources) throws -> Int {
        guard let found = try sources.text(name) else { return standard }
        guard let bytes = ByteSize.parse(found.value), bytes >= 1 << 20 else {
            throw CommandFailure("\(found.source) must be \(ByteSize.form), at least 1MiB; it is `\(found.value)`.")
        }
        return Int(bytes)
    }
}
