/// The first line of a stream: what it is, and what an importer has to know before the first row.
package struct TransferHeader: Codable, Hashable, Sendable {
    static let format = "perfsee-export"
    static let newest = 1
    /// From 1970 on, for a few centuries.
    static let daysTaken: ClosedRange<Int64> = 0...200_000

    var format = Self.format
    var version = Self.newest
    /// The slug of the exported project; nil for everything.
    package var project: String?
    /// The project's number in the exporting store.
    var number: Int64?
    /// The ids, in hexadecimal, of the keys with which the secrets in the stream are sealed.
    package var keys: [String] = []
    /// The days (counted from 1970) of its deliveries and events, for a database that partitions rows by day.
    package var days: [Int64] = []
    /// The lowest and the highest id of each kind in one project's rows.
    var ids: [String: [Int64]] = [:]

    func range(_ numbering: Numbering) -> ClosedRange<Int64>? {
        guard let bounds = ids[numbering.rawValue], bounds.count == 2, bounds[0] <= bounds[1] else { return nil }
        return bounds[0]...bounds[1]
    }
}

/// Precedes the lines of a blob, each a base64 text, up to that many bytes.
struct BlobLine: Codable, Hashable, Sendable {
    /// The maximum size of a blob, in bytes: more than any disk holds, and small enough that sums do not overflow.
    static let largest: Int64 = 1 << 53

    let blob: String
    let size: Int64
}

/// Precedes the rows of a table, each an array with a value per column.
struct TableLine: Codable, Hashable, Sendable {
    /// The table of the numbers after which ids continue. Not a table of the database.
    static let counters = "counters"
    static let counterColumns = ["name", "value"]

    let table: String
    let columns: [String]
}

/// The last line: without it a stream was cut off.
struct EndLine: Codable, Hashable, Sendable {
    let end: Bool
    let rows: Int
    let blobs: Int
}

/// How much was transferred.
package struct TransferCounts: Hashable, Sendable {
    package var blobs = 0
    package var blobBytes: Int64 = 0
    package var rows = 0

    package init() {}
}
