/// The first line of a stream: what it is, and what whoever imports it has to know before the first row.
package struct TransferHeader: Codable, Hashable, Sendable {
    static let format = "perfsee-export"
    static let newest = 1
    /// From 1970 on, for some centuries.
    static let daysTaken: ClosedRange<Int64> = 0...200_000

    var format = Self.format
    var version = Self.newest
    /// The slug of the project that it holds; nil for everything.
    package var project: String?
    /// The project's number where it was exported.
    var number: Int64?
    /// The ids of the keys, in hexadecimal digits, that the secrets in it are sealed with.
    package var keys: [String] = []
    /// The days (counted from 1970) that deliveries and events are of, for a database that keeps rows by their days.
    var days: [Int64] = []
    /// The lowest and the highest id of each kind in one project's rows.
    var ids: [String: [Int64]] = [:]

    func range(_ numbering: Numbering) -> ClosedRange<Int64>? {
        guard let bounds = ids[numbering.rawValue], bounds.count == 2, bounds[0] <= bounds[1] else { return nil }
        return bounds[0]...bounds[1]
    }
}

/// Before the lines of a blob, each a text in base64, up to that many bytes.
struct BlobLine: Codable, Hashable, Sendable {
    /// The most bytes that one may have: no limit for any disk, and nothing that adds up to too large a number.
    static let largest: Int64 = 1 << 53

    let blob: String
    let size: Int64
}

/// Before the rows of a table, each an array of a value for each column.
struct TableLine: Codable, Hashable, Sendable {
    /// The table of the numbers that ids go on after. Not one of the database's.
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

/// How much has travelled.
package struct TransferCounts: Hashable, Sendable {
    package var blobs = 0
    package var blobBytes: Int64 = 0
    package var rows = 0

    package init() {}
}
