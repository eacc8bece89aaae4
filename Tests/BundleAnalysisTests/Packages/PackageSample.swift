@testable import BundleAnalysis

/// A build of two entry points, and whose the bytes of its scripts are, without any files.
///
/// `shop` loads `later` on demand. `two` is in the scripts of both entry points. `three` is a concatenation, with `four`
/// and a module of the project's own inside of it. `index.js` of `five` has no bytes: it only exports what `list.js` has.
struct PackageSample {
    static let stats = """
        {"publicPath": "/", "repoPath": "/r", "buildPath": "/r",
         "packageVersions": [{"name": "node_modules/two", "version": "2.0.1", "sideEffects": false},
          {"name": "node_modules/three", "version": "3.1.0", "sideEffects": "implicitly"}],
         "assets": [{"name": "shop.js", "size": 100, "chunks": [1]}, {"name": "till.js", "size": 60, "chunks": [2]},
          {"name": "later.js", "size": 90, "chunks": [3]}],
         "entrypoints": {"shop": {"chunks": [1]}, "till": {"chunks": [2]}},
         "chunks": [
          {"id": 1, "initial": true, "entry": true, "files": ["shop.js"], "children": [3], "modules": [
           {"id": 11, "name": "./src/shop.js", "reasons": [{"moduleName": null, "type": "entry"}]},
           {"id": 22, "name": "./node_modules/two/index.js", "providedExports": null, "usedExports": null, "reasons": [
            {"moduleName": "./src/shop.js", "type": "cjs require"}, {"moduleName": "./src/till.js", "type": "cjs require"},
            {"moduleName": "./node_modules/two/other.js", "type": "cjs require"}]},
           {"id": 55, "name": "./lib/empty.js (ignored)", "reasons": [{"moduleName": "./src/shop.js"}]}]},
          {"id": 2, "initial": true, "entry": true, "files": ["till.js"], "children": [], "modules": [
           {"id": 12, "name": "./src/till.js", "reasons": []}, {"id": 22}]},
          {"id": 3, "initial": false, "entry": false, "files": ["later.js"], "children": [], "modules": [
           {"id": 33, "name": "./node_modules/three/index.js + 2 modules", "providedExports": ["x", "y"],
            "usedExports": ["x"], "reasons": [{"moduleName": "./src/shop.js", "type": "import()"}],
            "modules": [
             {"id": null, "name": "./node_modules/three/index.js", "reasons": []},
             {"id": null, "name": "./node_modules/four/index.js",
              "reasons": [{"moduleName": "./node_modules/three/index.js", "type": "harmony import specifier"}]},
             {"id": null, "name": "./src/words.js",
              "reasons": [{"moduleName": "./node_modules/three/index.js", "type": "harmony import specifier"}]}]},
           {"id": 44, "name": "./node_modules/five/list.js", "providedExports": ["a", "b", "c"], "usedExports": ["a"],
            "optimizationBailout": ["Statement with side effects in source code at ./node_modules/five/list.js:3:0-9"],
            "reasons": [{"moduleName": "./node_modules/five/index.js", "type": "harmony export imported specifier"}]},
           {"id": 45, "name": "./node_modules/five/index.js",
            "reasons": [{"moduleName": "./node_modules/two/index.js", "type": "harmony import specifier"},
             {"moduleName": "./node_modules/gone/index.js", "type": "harmony import specifier"}]}]}]}
        """

    /// Raw bytes of the modules by their ids, for each asset.
    static let bytes: [String: [(id: String, raw: Int)]] = [
        "shop.js": [("11", 30), ("22", 50)], "till.js": [("12", 10), ("22", 40)], "later.js": [("33", 70), ("44", 15)],
    ]

    let stats: BuildStats
    let build: AttributedBuild
    let assets: [AttributedAsset]
    let entryPoints: EntryPoints

    private struct NotStats: Error {}

    /// - Parameter text: the stats.
    init(_ text: String = Self.stats) throws {
        stats = try Array(text.utf8).withUnsafeBytes { bytes in
            guard case .stats(let stats)? = try StatsFormats.read(StatsOutline(bytes)) else { throw NotStats() }
            return stats
        }
        let measured = stats.assets.enumerated().map { index, asset in
            MeasuredAsset(
                ref: index + 1, name: asset.name, type: .js,
                size: AssetSize(Size(raw: asset.size, gzip: asset.size, brotli: asset.size)),
                isIntermediate: false, hasSourceMap: false, file: nil)
        }
        let graph = ChunkGraph(stats, refs: EntryPoints.refs(measured))
        build = AttributedBuild(stats, graph)
        let modules = stats.modules
        let ids = Dictionary(modules.all.indices.map { (modules.names[modules.all[$0].id], $0) }) { first, _ in first }
        assets = measured.map { asset in
            let parts = (Self.bytes[asset.name] ?? []).compactMap { part in
                ids[part.id].map { (owner: ByteOwner.module($0), raw: part.raw) }
            }
            let size = Size(raw: asset.size.raw, gzip: asset.size.raw, brotli: asset.size.raw)
            return AttributedAsset(asset: asset, attribution: AssetAttribution(.table, parts, size: size))
        }
        entryPoints = try EntryPoints(stats, assets: measured)
    }

    /// - Parameter countsEmptyModules: as in the product.
    func report(countsEmptyModules: Bool = true) throws -> Report {
        try ReportAssembly(
            stats: stats, assets: assets, entryPoints: entryPoints, build: build, countsEmptyModules: countsEmptyModules
        ).report(withModules: false).report
    }
}
