package import Foundation

/// What an asset consists of: the root is the asset, the leaves are modules, and folders are in between.
package struct ModuleTreeNode: Sendable, Equatable, Codable {
    /// The name of the leaf for bytes that belong to no known module.
    package static let unattributed = "(unattributed)"

    package var name: String
    /// Raw bytes.
    package var value: Int
    /// Nil for an asset that is not in the build.
    package var gzip: Int?
    package var brotli: Int?
    package var children: [ModuleTreeNode]?
    /// The ref of its package in the report: of leaves that are modules. Absent in artifacts of earlier versions.
    package var packageRef: Int?
    /// The names of the entry points that use the asset; roots only.
    package var entryPoints: [String]?
    /// How it is known whose bytes these are: of an asset, and of leaves where it differs from their asset's.
    package var attribution: AttributionMethod?
    /// The share of the asset's bytes for which its module table and its source map name the same module, 0 to 1.
    package var agreement: Double?
    /// True for a leaf that several modules were put together in; ``modules`` are their paths.
    package var concatenated: Bool?
    package var modules: [String]?
    /// How many of its exports nobody uses.
    package var unused: Int?
    /// True if it is only imported dynamically.
    package var dynamic: Bool?
    /// False if it is not an ECMAScript module.
    package var esm: Bool?
    /// True if it may have side effects.
    package var sideEffects: Bool?

    init(name: String, size: Size, children: [ModuleTreeNode]? = nil, entryPoints: [String]? = nil) {
        self.name = name
        value = size.raw
        gzip = size.gzip
        brotli = size.brotli
        self.children = children
        self.entryPoints = entryPoints
    }

    /// A folder, which has what its children have.
    init(folder name: String, children: [ModuleTreeNode]) {
        self.init(name: name, size: Size.sum(children.map(\.size)), children: children)
    }

    init(_ leaf: ModuleLeaf, name: String) {
        self.init(name: leaf.marks.modules == nil ? name : name + Self.concatenatedMark, size: leaf.size)
        packageRef = leaf.packageRef
        attribution = leaf.attribution
        concatenated = leaf.marks.modules == nil ? nil : true
        modules = leaf.marks.modules
        unused = leaf.marks.unused
        dynamic = leaf.marks.isDynamic ? true : nil
        esm = leaf.marks.isESM ? nil : false
        sideEffects = leaf.marks.hasSideEffects ? true : nil
    }

    /// What follows the name of a leaf that several modules were put together in.
    static let concatenatedMark = " (concatenated)"

    /// An asset whose bytes were not looked at.
    init(unmeasured name: String, _ size: AssetSize, entryPoints: [String]) {
        self.name = name
        value = size.raw
        gzip = size.gzip
        brotli = size.brotli
        self.entryPoints = entryPoints
    }

    /// As far as it is known.
    package var size: Size { Size(raw: value, gzip: gzip ?? 0, brotli: brotli ?? 0) }

    /// The trees as JSON; equal trees produce equal bytes.
    package static func encoded(_ roots: [ModuleTreeNode]) throws -> Data { try CanonicalJSON.encode(roots) }
}
