package import Foundation

/// The files, packages and modules of a build whose names contain a text, in any case.
package struct BuildSearch: Sendable, Equatable, Encodable {
    /// How many of each are named, the largest first.
    package static let shown = 50

    package struct Found<Item: Sendable & Equatable & Encodable>: Sendable, Equatable, Encodable {
        package var items: [Item]
        /// How many there are.
        package var total: Int
    }

    package struct File: Sendable, Equatable, Encodable {
        package var name: String
        package var size: AssetSize
    }

    package struct Package: Sendable, Equatable, Encodable {
        package var name: String
        package var path: String
        package var version: String?
        /// Its share of all files.
        package var size: Size
    }

    package struct Module: Sendable, Equatable, Encodable {
        package var path: String
        /// The file that has most of it, and how many others have it.
        package var asset: String
        package var otherAssets: Int
        /// Its share of all files.
        package var size: Size
    }

    package var files: Found<File>
    package var packages: Found<Package>
    package var modules: Found<Module>

    package init(_ text: String, in build: TreemapBuild) {
        let sought = Sought(text)
        files = Self.files(sought, build)
        (packages, modules) = Self.modules(sought, build)
    }

    private static func files(_ sought: Sought, _ build: TreemapBuild) -> Found<File> {
        let found = build.assets.filter { sought.isIn($0.name) }.sorted { $0.size.raw > $1.size.raw }
        return Found(items: found.prefix(shown).map { File(name: $0.name, size: $0.size) }, total: found.count)
    }

    private static func modules(_ sought: Sought, _ build: TreemapBuild) -> (Found<Package>, Found<Module>) {
        let isSought = build.build.packages.map { sought.isIn($0.name) || $0.isInstalled && sought.isIn($0.path) }
        var (packages, modules) = ([Int32: Size](), [String: (size: Size, asset: Int, most: Int, assets: Int)]())
        for (asset, leaves) in build.build.contents.enumerated() {
            for index in leaves {
                let leaf = build.build.leaves[index]
                guard leaf.package >= 0 else { continue }
                if isSought[Int(leaf.package)], build.build.packages[Int(leaf.package)].isInstalled {
                    packages[leaf.package] = (packages[leaf.package] ?? .zero) + leaf.size
                }
                let path = build.path(of: index, in: asset)
                guard sought.isIn(path) else { continue }
                var module = modules[path] ?? (.zero, asset, -1, 0)
                if leaf.size.raw > module.most { (module.asset, module.most) = (asset, leaf.size.raw) }
                module.size = module.size + leaf.size
                module.assets += 1
                modules[path] = module
            }
        }
        let large = packages.sorted { ($1.value.raw, $0.key) < ($0.value.raw, $1.key) }
        let found = modules.sorted { ($1.value.size.raw, $0.key) < ($0.value.size.raw, $1.key) }
        return (
            Found(
                items: large.prefix(shown).map { index, size in
                    let package = build.build.packages[Int(index)]
                    return Package(name: package.name, path: package.path, version: package.version, size: size)
                }, total: large.count),
            Found(
                items: found.prefix(shown).map { path, module in
                    Module(
                        path: path, asset: build.assets[module.asset].name, otherAssets: module.assets - 1,
                        size: module.size)
                }, total: found.count)
        )
    }

    /// What was found as JSON; equal answers produce equal bytes.
    package func encoded() throws -> Data { try CanonicalJSON.encode(self) }
}

/// A text that is looked for in names, in any case.
private struct Sought {
    private let bytes: [UInt8]

    init(_ text: String) { bytes = Array(text.lowercased().utf8) }

    func isIn(_ name: String) -> Bool {
        guard let first = bytes.first else { return false }
        let name = Array(name.lowercased().utf8)
        guard name.count >= bytes.count else { return false }
        return (0...name.count - bytes.count).contains { start in
            name[start] == first && name[start..<start + bytes.count].elementsEqual(bytes)
        }
    }
}
