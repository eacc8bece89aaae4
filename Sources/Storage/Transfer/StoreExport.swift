import Domain
import Foundation
import Signing

/// Reports on a long transfer while it runs.
package enum TransferNote: Sendable {
    case progress(TransferCounts)
    /// A blob that is referenced but missing.
    case missingBlob(String)
}

/// Writes everything in a store, or one project, as a stream of lines: a header, the blobs, the tables, an end.
package struct StoreExport: Sendable {
    /// How many bytes of a blob go on a line; only the base64 of the last line is padded.
    static let blobLineBytes = 3 << 18
    static let rowsBetweenNotes = 500
    /// How many artifacts to read at a time for their blobs.
    private static let artifactsAtOnce = 500

    private let store: any TransferStore
    private let blobs: any BlobStore
    private let slug: String?
    private let sink: LineSink
    private let notify: @Sendable (TransferNote) -> Void

    /// - Parameter project: the slug of the project to export; nil for everything.
    package init(
        _ store: any TransferStore, _ blobs: any BlobStore, project: String?, to sink: LineSink,
        notify: @escaping @Sendable (TransferNote) -> Void
    ) {
        self.store = store
        self.blobs = blobs
        slug = project
        self.sink = sink
        self.notify = notify
    }

    /// Throws `TransferError` if there is no such project or the stream cannot be written.
    package func run() async throws -> TransferCounts {
        try await store.withSnapshot { snapshot in
            let header = try await snapshot.read { try TransferHeader(of: slug, $0) }
            try sink.encode(header)
            var counts = TransferCounts()
            try await writeBlobs(of: header.number, snapshot, &counts)
            let blobsWritten = counts
            counts = try await snapshot.read { reader in
                var counts = blobsWritten
                for table in TransferCatalog.tables where slug == nil || table.ofProject != nil {
                    try write(table, of: header.number, reader, &counts)
                }
                if slug == nil { try writeCounters(reader, &counts) }
                return counts
            }
            try sink.encode(EndLine(end: true, rows: counts.rows, blobs: counts.blobs))
            try sink.flush()
            return counts
        }
    }

    // MARK: Rows

    private func write(
        _ table: TransferTable, of project: Project.Number?, _ reader: any TransferReader,
        _ counts: inout TransferCounts
    ) throws {
        try sink.encode(TableLine(table: table.name, columns: table.columns.map(\.name)))
        let privileges = project == nil ? [] : table.columns.indices.filter { table.columns[$0].kind == .privilege }
        let sql = table.selection(project: project) + table.order
        try reader.rows(sql, table.columns.map(\.kind.form)) { values in
            var values = values
            for place in privileges { values[place] = .boolean(false) }
            try sink.write(try TransferRow.line(values))
            counts.rows += 1
            if counts.rows % Self.rowsBetweenNotes == 0 { notify(.progress(counts)) }
        }
    }

    private func writeCounters(_ reader: any TransferReader, _ counts: inout TransferCounts) throws {
        try sink.encode(TableLine(table: TableLine.counters, columns: TableLine.counterColumns))
        for numbering in Numbering.counted {
            let row: [TransferValue] = [.text(numbering.rawValue), .integer(try reader.counter(numbering))]
            try sink.write(try TransferRow.line(row))
            counts.rows += 1
        }
    }

    // MARK: Blobs

    private func writeBlobs(
        of project: Project.Number?, _ snapshot: any TransferSnapshot, _ counts: inout TransferCounts
    ) async throws {
        var last: Int64? = -1
        while let position = last {
            let page = try await snapshot.read { try BlobPage(of: project, after: position, Self.artifactsAtOnce, $0) }
            for key in page.keys { try await writeBlob(key, &counts) }
            last = page.last
        }
    }

    private func writeBlob(_ key: String, _ counts: inout TransferCounts) async throws {
        // An open file can be read to its end, even if it is deleted in the meantime.
        let written = try await blobs.withFile(key) { path -> Int64? in
            guard let file = FileHandle(forReadingAtPath: path) else { return nil }
            defer { try? file.close() }
            return try write(file, of: key)
        }
        guard let size = written ?? nil else { return notify(.missingBlob(key)) }
        counts.blobs += 1
        counts.blobBytes += size
        notify(.progress(counts))
    }

    private func write(_ file: FileHandle, of key: String) throws -> Int64 {
        let size = Int64(try file.seekToEnd())
        try file.seek(toOffset: 0)
        try sink.encode(BlobLine(blob: key, size: size))
        var left = size
        while left > 0, let data = try file.read(upToCount: Int(min(left, Int64(Self.blobLineBytes)))), !data.isEmpty {
            try sink.write(Array("\"\(data.base64EncodedString())\"".utf8))
            left -= Int64(data.count)
        }
        guard left == 0 else { throw TransferError.shrunkBlob(key: key) }
        return size
    }
}

/// The keys of the blobs of some artifacts.
struct BlobPage: Sendable {
    var keys: [String] = []
    /// The last artifact examined; nil if there are no more.
    private(set) var last: Int64?

    init(
        of project: Project.Number?, after position: Int64, _ count: Int, _ reader: any TransferReader
    ) throws {
        let table = TransferCatalog.artifacts
        let selection = table.selection(of: "row, build_key, report_key, content_key, imports_key", project: project)
        let sql = """
            \(selection) \(project == nil ? "WHERE" : "AND") row > \(position) ORDER BY row LIMIT \(count)
            """
        var seen = 0
        try reader.rows(sql, [.integer, .text, .text, .text, .text]) { row in
            last = row[0].number
            keys += row.dropFirst().compactMap(\.text)
            seen += 1
        }
        if seen < count { last = nil }
    }
}
