import Foundation
import Storage

/// The part of a stored report that its page shows.
struct ReportOutline: Decodable, Sendable {
    struct Size: Decodable, Sendable {
        var raw: Int
        var gzip: Int
        var brotli: Int
    }

    struct Asset: Decodable, Sendable {
        var name: String
        var size: Size
    }

    struct Audit: Decodable, Sendable {
        var id: String
        var title: String
        var desc: String
        /// 0 bad, 1 warning, 2 notice, 3 good.
        var score: Int
    }

    struct EntryPoint: Decodable, Sendable {
        var name: String
        var size: Size
        var initialSize: Size
        var score: Int
        var audits: [Audit]
    }

    var entryPoints: [EntryPoint]
    var assets: [Asset]

    /// The largest report that a page reads; a larger one can still be downloaded.
    static let maximumSize: Int64 = 64 << 20

    /// Nil where it is no longer stored, or too large to be shown.
    static func read(_ key: String, from blobs: any BlobStore) async throws -> ReportOutline? {
        guard let size = try await blobs.size(key), size <= maximumSize else { return nil }
        var bytes: [UInt8] = []
        while bytes.count < size {
            let piece = try await blobs.read(key, offset: Int64(bytes.count), count: Int(size) - bytes.count)
            guard let piece, !piece.isEmpty else { return nil }
            bytes += piece
        }
        return try? JSONDecoder().decode(ReportOutline.self, from: Data(bytes))
    }
}
