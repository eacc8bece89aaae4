package import Foundation

/// The result of an analysis of a build.
package struct Report: Sendable, Equatable, Encodable {
    /// 0 to 100: the mean of the entry points' scores.
    package var score: Int
    package var entryPoints: [EntryPoint]
    package var assets: [Asset]
    package var chunks: [Chunk]
    package var packages: [Package]
    package var repoPath: String?
    package var buildPath: String?
    package var buildTool: String?

    package struct EntryPoint: Sendable, Equatable, Encodable {
        package var name: String
        /// All distinct assets.
        package var size: Size
        /// Scripts, style sheets, and fonts of the initial chunks.
        package var initialSize: Size
        package var assetRefs: [Int]
        package var chunkRefs: [Int]
        package var initialChunkRefs: [Int]
        package var packageAppendixes: [PackageAppendix]
        package var audits: [AuditResult]
        package var score: Int
    }

    /// What one entry point contains of a package.
    package struct PackageAppendix: Sendable, Equatable, Codable {
        package struct Note: Sendable, Equatable, Codable {
            package var type: String
            package var targetRef: Int
        }

        package var ref: Int
        package var size: Size
        package var issuerRefs: [Int]
        package var assetRefs: [Int]
        package var notes: [Note]
    }

    package struct Asset: Sendable, Equatable, Codable {
        package struct PackageRef: Sendable, Equatable, Codable {
            package var ref: Int
            package var size: Size
        }

        /// Counted from 1.
        package var ref: Int
        package var name: String
        package var path: String
        package var type: AssetType
        package var size: Size
        package var packageRefs: [PackageRef]
        package var moduleRefs: [ModuleRef]
        package var intermediate: Bool?
    }

    package struct Chunk: Sendable, Equatable, Codable {
        /// Counted from 1.
        package var ref: Int
        package var entry: Bool
        package var async: Bool
        /// True if exactly one entry point uses it; otherwise absent.
        package var exclusive: Bool?
        package var assetRefs: [Int]
    }

    package struct Package: Sendable, Equatable, Codable {
        package var ref: Int
        package var name: String
        package var path: String
        package var version: String?
    }

    /// The report as JSON; equal reports produce equal bytes.
    package func encoded(_ wording: any ReportWording) throws -> Data {
        try CanonicalJSON.encode(self, userInfo: [.reportWording: wording])
    }
}

/// A module's id as build tools write it.
package enum ModuleRef: Sendable, Equatable, Codable {
    case number(Int)
    case name(String)

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        self =
            if let number = try? container.decode(Int.self) { .number(number) } else {
                .name(try container.decode(String.self))
            }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .number(let number): try container.encode(number)
        case .name(let name): try container.encode(name)
        }
    }
}

/// JSON with sorted keys, so that equal values produce equal bytes.
enum CanonicalJSON {
    static func encode(
        _ value: some Encodable, userInfo: [CodingUserInfoKey: any Sendable] = [:]
    ) throws -> Data {
        let encoder = JSONEncoder()
        encoder.userInfo = userInfo
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(value)
    }
}
