import Domain
import Foundation
import PostgresClient
import PostgresStorage
import Signing
import StoreSupport
import TestSupport

@testable import Storage

/// A store to export from and import to, with its blobs.
struct Travel: Sendable {
    let store: any Store
    let blobs: any BlobStore
    let database: RawDatabase

    func export(
        _ project: String? = nil, notify: @escaping @Sendable (TransferNote) -> Void = { _ in }
    ) async throws -> Data {
        try await Self.withFile { file in
            let descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
            defer { close(descriptor) }
            _ = try await StoreExport(store, blobs, project: project, to: LineSink(descriptor), notify: notify).run()
            return try Data(contentsOf: URL(filePath: file))
        }
    }

    @discardableResult
    func take(_ stream: Data, keyring: Keyring = Keyring(current: .sample(1))) async throws -> TransferCounts {
        try await Self.withFile { file in
            try stream.write(to: URL(filePath: file))
            let descriptor = open(file, O_RDONLY)
            defer { close(descriptor) }
            let source = LineSource(descriptor)
            let header = try TransferHeader(from: source)
            return try await StoreImport(store, blobs, keyring: keyring) { _ in }.run(source, header)
        }
    }

    /// Why the stream is refused; nil if it is accepted.
    func refusal(of stream: Data, keyring: Keyring = Keyring(current: .sample(1))) async throws -> TransferError? {
        do {
            try await take(stream, keyring: keyring)
            return nil
        } catch let error as TransferError {
            return error
        }
    }

    private static func withFile<Value>(_ body: (String) async throws -> Value) async throws -> Value {
        try await withTemporaryFolder { try await body($0 + "/stream") }
    }
}

/// The two kinds of store.
enum TravelEnd: String, CaseIterable, Sendable {
    case sqlite, postgres

    func with<Value>(_ body: (Travel) async throws -> Value) async throws -> Value {
        try await withTemporaryFolder { folder in
            switch self {
            case .sqlite:
                try await TemporarySQLite().with { store, path in
                    let blobs = try FolderBlobStore(folder: folder)
                    return try await body(Travel(store: store, blobs: blobs, database: .sqlite(path: path)))
                }
            case .postgres:
                try await TemporaryPostgresStore.with { store, url in
                    let blobs = try PostgresBlobStore(store, temporary: folder, time: SystemTime())
                    return try await body(Travel(store: store, blobs: blobs, database: .postgres(url: url)))
                }
            }
        }
    }

    /// Runs `body` with a store that has something of everything.
    func withFull<Value>(_ body: (Travel, FullStore) async throws -> Value) async throws -> Value {
        try await with { travel in try await body(travel, try await FullStore(travel)) }
    }
}

/// The lines of a stream, for inspection and corruption.
struct StreamLines {
    var lines: [String]

    init(_ stream: Data) {
        lines = String(decoding: stream, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    var data: Data { Data(lines.map { $0 + "\n" }.joined().utf8) }

    /// The range of a table's rows.
    func rows(of table: String) -> Range<Int> {
        guard let begin = lines.firstIndex(where: { $0.hasSuffix("\"table\":\"\(table)\"}") }) else { return 0..<0 }
        return (begin + 1)..<(lines[(begin + 1)...].firstIndex { $0.hasPrefix("{") } ?? lines.count)
    }

    /// Removes a table, as if the exporting version did not have it.
    mutating func drop(_ table: String) {
        let rows = rows(of: table)
        lines.removeSubrange((rows.lowerBound - 1)..<rows.upperBound)
        lines[lines.count - 1] = lines[lines.count - 1].replacing(/"rows":(\d+)/) {
            "\"rows\":\(Int($0.1)! - rows.count)"
        }
    }

    /// Removes columns of a table, as if the exporting version did not have them.
    mutating func drop(_ columns: Set<String>, of table: String) throws {
        let rows = rows(of: table)
        let begin = try JSONDecoder().decode(TableLine.self, from: Data(lines[rows.lowerBound - 1].utf8))
        let known = TransferCatalog.tables.first { $0.name == table }?.columns ?? []
        let kept = begin.columns.enumerated().filter { !columns.contains($0.element) }
        let names = kept.map { "\"\($0.element)\"" }.joined(separator: ",")
        lines[rows.lowerBound - 1] = "{\"columns\":[\(names)],\"table\":\"\(table)\"}"
        for line in rows {
            let values = try TransferRow.values(of: Array(lines[line].utf8)[...], known)
            lines[line] = String(decoding: try TransferRow.line(kept.map { values[$0.offset] }), as: UTF8.self)
        }
    }

    /// Writes a number into a table's first row.
    mutating func set(_ column: String, of table: String, to number: Int64) {
        let line = rows(of: table).lowerBound
        guard
            let begin = try? JSONDecoder().decode(TableLine.self, from: Data(lines[line - 1].utf8)),
            let place = begin.columns.firstIndex(of: column),
            var row = try? JSONSerialization.jsonObject(with: Data(lines[line].utf8)) as? [Any]
        else { return }
        row[place] = number
        guard let json = try? JSONSerialization.data(withJSONObject: row) else { return }
        lines[line] = String(decoding: json, as: UTF8.self)
    }
}
