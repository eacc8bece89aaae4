import Foundation
import Testing

@testable import BundleAnalysis

/// Every chain of real builds, against a second reader of their stats.
@Suite("Chains of imports of real builds")
struct ImportReferenceTests {
    private static let metafile = Data(
        SampleBuild.esbuild.files.first { $0.path == "meta.json" }?.bytes ?? [])

    /// Compares the chains to all modules with a search through the metafile from each entry point.
    private static func check(_ metafile: Data, entries: [String: String]) throws {
        let search = try MetafileSearch(metafile)
        let chains = ImportChains(ImportGraph(try ImportSample.stats(metafile)))
        #expect(Set(chains.graph.entries.map(\.name)) == Set(entries.keys))
        var found = 0
        for (entry, source) in entries {
            let initial = search.distances(from: source, dynamically: false)
            let any = search.distances(from: source, dynamically: true)
            for module in search.imports.keys {
                let chain = chains.chains(to: .module(path: module)).chains.first { $0.entry == entry }
                guard let length = initial[module] ?? any[module] else {
                    #expect(chain == nil, "\(module)")
                    continue
                }
                #expect(chain?.length == length && chain?.isStatic == (initial[module] != nil), "\(module)")
                let paths = (chain?.imports.map(\.module) ?? []) + [module]
                #expect(paths.first == source && chain?.module == module)
                for (place, next) in zip(chain?.imports ?? [], paths.dropFirst()) {
                    #expect(
                        search.has(
                            place.module, next, isDynamic: place.kind == .dynamic, specifier: place.specifier))
                }
                found += 1
            }
        }
        #expect(found > 5)
    }

    @Test("esbuild's own sample: every chain is as long as a search through the metafile says")
    func esbuild() throws {
        try Self.check(Self.metafile, entries: ["main": "src/main.js", "admin": "src/admin.js"])
    }

    @Test(
        "esbuild: every chain is as long as a search through the metafile says",
        .enabled(if: SharedBuilds.arePresent, "the folder ../shared/builds is not there"), arguments: ["v1", "v2"])
    func sharedEsbuild(version: String) throws {
        let metafile = try SharedBuilds.data("raw/esbuild-small-\(version).meta.json")
        let outputs = (try JSONSerialization.jsonObject(with: metafile) as? [String: Any])?["outputs"]
        // Both builds have two entry points and no other `entryPoint` that is no dynamic import's.
        let sources = ["main", "admin"].compactMap { name -> (String, String)? in
            let sources = (outputs as? [String: [String: Any]] ?? [:]).values.compactMap { $0["entryPoint"] as? String }
            return sources.first { $0.hasSuffix("/\(name).js") }.map { (name, $0) }
        }
        #expect(sources.count == 2)
        try Self.check(metafile, entries: Dictionary(uniqueKeysWithValues: sources))
    }

    @Test(
        "webpack: every step of every chain is a reason that the stats give",
        .enabled(if: SharedBuilds.arePresent, "the folder ../shared/builds is not there"), arguments: ["v1", "v2"])
    func sharedWebpack(version: String) throws {
        let text = try SharedBuilds.data("raw/webpack-small-\(version).webpack-json.json")
        let reasons = try WebpackReasons(text)
        let chains = ImportChains(ImportGraph(try ImportSample.stats(text)))
        #expect(Set(chains.graph.entries.map(\.name)) == ["main", "admin"])
        var (found, missing) = (0, 0)
        for path in Set(chains.graph.paths.indices.map { chains.graph.path(of: $0) }).sorted() {
            let all = chains.chains(to: .module(path: path)).chains
            if all.isEmpty { missing += 1 }
            for chain in all {
                let paths = chain.imports.map(\.module) + [chain.module]
                #expect(reasons.entries[chain.entry]?.contains(paths[0]) == true, "\(paths[0])")
                for (place, next) in zip(chain.imports, paths.dropFirst()) {
                    #expect(reasons.has(place, of: next), "\(place) \(next)")
                }
                found += 1
            }
        }
        #expect(found > 150)
        // Only webpack's own runtime, and what nothing but that imports.
        #expect(missing == reasons.unreached, "\(missing)")
    }
}
