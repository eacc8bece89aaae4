import Domain
import Foundation

/// The data of a treemap as its table reads them.
struct TreemapOutline: Decodable, Sendable {
    struct Asset: Decodable, Sendable {
        var name: String
        var type: String
        var rows: Int
    }

    struct Package: Decodable, Sendable {
        var name: String
        var version: String?
        var own: Bool?
    }

    struct Before: Decodable, Sendable {
        var state: [Int]
        var raw: [Int]
        var gzip: [Int]
        var brotli: [Int]
    }

    struct Removed: Decodable, Sendable {
        var path: [String]
        var raw: [Int]
        var gzip: [Int]
        var brotli: [Int]
        var moved: [Int]
        var more: Int
    }

    var entryPoints: [String]
    var files: [String]
    var entryPoint: String?
    var asset: String?
    var assets: [Asset]
    var packages: [Package]
    var shared: [Int]
    var rest: [String]
    var package: [Int]
    var raw: [Int]
    var gzip: [Int]
    var brotli: [Int]
    var before: Before?
    var removed: Removed?

    /// A row with its path from the root of the treemap.
    struct Leaf: Sendable {
        /// Its folders and its name.
        var parts: [Substring]
        /// How many of them are the name of the asset.
        var assetDepth: Int
        var row: Int
        var asset: Int
    }

    var leaves: [Leaf] {
        var (found, row) = ([Leaf](), 0)
        found.reserveCapacity(rest.count)
        for (number, asset) in assets.enumerated() {
            let name = asset.name.split(byte: "/", omittingEmptySubsequences: false)
            let top = self.asset == nil ? name : []
            // An asset of which only the size is known has no path of its own.
            let whole = self.asset == nil ? name : [Substring(asset.name)]
            var parts: [Substring] = []
            for _ in 0..<asset.rows {
                parts = Array(parts.prefix(shared[row])) + rest[row].split(byte: "/", omittingEmptySubsequences: false)
                let isWhole = rest[row].isEmpty
                found.append(
                    Leaf(parts: isWhole ? whole : top + parts, assetDepth: top.count, row: row, asset: number))
                row += 1
            }
        }
        return found
    }

    func size(_ row: Int, _ measure: TreemapQuery.Measure) -> Int {
        switch measure {
        case .raw: raw[row]
        case .gzip: gzip[row]
        case .brotli: brotli[row]
        }
    }

    /// The key of the text that says what became of a row; nil without a baseline.
    func state(_ row: Int) -> String? {
        before.map { ["same", "grown", "shrunk", "moved", "new"][min(max(0, $0.state[row]), 4)] }
    }

    /// What a leaf is: `own`, `package`, `css`, `media` or `other`.
    func kind(_ leaf: Leaf) -> String {
        let type = assets[leaf.asset].type
        if type == "css" { return "css" }
        if ["image", "font", "media"].contains(type) { return "media" }
        let package = package[leaf.row]
        guard packages.indices.contains(package) else { return "other" }
        return packages[package].own.map { $0 ? "own" : "package" } ?? "other"
    }
}
