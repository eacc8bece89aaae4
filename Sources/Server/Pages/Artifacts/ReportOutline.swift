import Foundation
import Localization
import Storage

/// The part of a stored report that its page shows.
struct ReportOutline: Decodable, Sendable {
    struct Size: Decodable, Sendable {
        var raw: Int
        /// Absent if unknown.
        var gzip: Int?
        var brotli: Int?
    }

    struct Asset: Decodable, Sendable {
        var name: String
        var size: Size
        var packageRefs: [PackageRef]?
    }

    struct PackageRef: Decodable, Sendable {
        var ref: Int
        var size: Size
    }

    struct Package: Decodable, Sendable {
        var ref: Int
        var name: String
        var path: String
        var version: String?
    }

    struct Audit: Decodable, Sendable {
        var id: String
        var title: String
        var desc: String
        /// 0 bad, 1 warning, 2 notice, 3 good.
        var score: Int
        var detail: Detail?
    }

    struct Duplicates: Decodable, Sendable {
        var list: [Duplicate]
    }

    struct Duplicate: Decodable, Sendable {
        struct Copy: Decodable, Sendable {
            var path: String
            var version: String?
            var size: Size
        }

        var kind: String
        var name: String
        var copies: [Copy]
        var wasted: Size
        var remedy: DuplicateRemedyText?
    }

    struct TreeShaking: Decodable, Sendable {
        var modules: [UnusedModule]
    }

    /// A module of whose exports nothing, or not everything, is used.
    struct UnusedModule: Decodable, Sendable {
        var path: String
        var size: Size
        /// `none` if nothing is used.
        var use: String
        var obstacles: [TreeShakingObstacleText]
        var importedBy: Place?
    }

    /// Where something is imported.
    struct Place: Decodable, Sendable {
        var module: String
        var line: Int?

        /// `src/table.ts:3`.
        var text: String { line.map { "\(module):\($0)" } ?? module }
    }

    /// What an audit found.
    struct Detail: Decodable, Sendable {
        var items: [Finding]
    }

    /// A row of a table, or an entry of a list.
    struct Finding: Decodable, Sendable {
        /// A file or a host; nil if the row names none.
        var name: String?
        var size: Size?

        private enum CodingKeys: String, CodingKey {
            case name, size
        }

        init(from decoder: any Decoder) throws {
            if let text = try? decoder.singleValueContainer().decode(String.self) {
                name = text
            } else if let row = try? decoder.container(keyedBy: CodingKeys.self) {
                name = try? row.decode(String.self, forKey: .name)
                size = try? row.decode(Size.self, forKey: .size)
            }
        }
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
    var packages: [Package]?
    var duplicates: Duplicates?
    var treeShaking: TreeShaking?

    /// The largest report that a page loads, in bytes; larger ones can still be downloaded.
    static let maximumSize: Int64 = 64 << 20

    /// Nil if it is no longer stored, or too large to show.
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
