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
    /// Code that is in the build more than once; nil if it was not determined whose bytes the assets' are.
    package var duplicates: Duplicates?
    /// Different packages that serve one purpose.
    package var alternatives: [Alternatives]?
    /// What stopped tree shaking.
    package var treeShaking: TreeShaking?

    package struct EntryPoint: Sendable, Equatable, Encodable {
        package var name: String
        /// All distinct assets.
        package var size: AssetSize
        /// Scripts, style sheets, and fonts of the initial chunks.
        package var initialSize: AssetSize
        package var assetRefs: [Int]
        package var chunkRefs: [Int]
        package var initialChunkRefs: [Int]
        package var packageAppendixes: [PackageAppendix]
        package var audits: [AuditResult]
        package var score: Int
        /// What a browser loads on a visit, in the order in which it learns of it.
        package var visit: Visit?
        /// What its files lose without its largest packages, the largest first, as far as that is known; nil for entry
        /// points beyond ``SavingLimits/entryPoints``.
        package var packageSavings: [PackageSaving]?
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
        package var size: AssetSize
        package var packageRefs: [PackageRef]
        package var moduleRefs: [ModuleRef]
        package var intermediate: Bool?
        /// How it is known whose its bytes are; absent for what is neither a script nor a style sheet.
        package var attribution: AttributionMethod?
        /// The share of the bytes for which the module table and the source map name the same module, 0 to 1.
        package var agreement: Double?
        /// What belongs to no known module; absent if there is nothing.
        package var unattributed: Size?
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

        init(_ package: PackageList.Package) {
            ref = package.ref
            name = package.name.name
            path = package.name.path
            version = package.version
        }
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
