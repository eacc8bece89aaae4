package import Foundation

/// What an asset consists of: the root is the asset, the leaves are modules, and folders are in between.
package struct ModuleTreeNode: Sendable, Equatable, Codable {
    /// The name of the child for bytes that belong to no known module.
    package static let unattributed = "(not attributed)"

    package var name: String
    /// Raw bytes.
    package var value: Int
    package var gzip: Int
    package var brotli: Int
    package var children: [ModuleTreeNode]?
    /// The names of the entry points that use the asset; roots only.
    package var entryPoints: [String]?

    init(name: String, size: Size, children: [ModuleTreeNode]? = nil, entryPoints: [String]? = nil) {
        self.name = name
        value = size.raw
        gzip = size.gzip
        brotli = size.brotli
        self.children = children
        self.entryPoints = entryPoints
    }

    /// The trees as JSON; equal trees produce equal bytes.
    package static func encoded(_ roots: [ModuleTreeNode]) throws -> Data { try CanonicalJSON.encode(roots) }
}
