import Foundation
import Testing

@testable import BundleAnalysis

@Suite("Whose the bytes of an asset are")
struct AttributionTests {
    /// The content tree of the only script or style sheet of a build, as paths and raw bytes.
    private static func leaves(
        _ files: [(String, String)], of asset: String = "app.js"
    ) async throws -> (leaves: [String: Int], root: ModuleTreeNode, outcome: AnalysisOutcome) {
        let archive = TarSample.archive(files.map { (path: $0.0, text: $0.1) })
        let outcome = try await analyze(archive: archive)
        Invariant.check(outcome)
        let root = try #require(outcome.content.first { $0.name == asset })
        return (Invariant.paths(of: root).mapValues(\.value), root, outcome)
    }

    // MARK: webpack

    private static let eleven = #"(e,t,n)=>{e.exports="module eleven"+n(22)}"#
    private static let two = #"function(e){e.exports="the second module"}"#
    private static let entry = #"(()=>{"use strict";console.log("the entry",n(11))})()"#
    private static let bundle =
        "(()=>{var e={11:\(eleven),22:\(two)},t={};function n(r){var o=t[r];if(void 0!==o)return o.exports;"
        + "var i=t[r]={exports:{}};return e[r](i,i.exports,n),i.exports}n.r=e=>{};\(entry)})();"

    private static func stats(entries: [String] = ["./src/app.js"]) -> String {
        let inlined = entries.enumerated().map { #"{"id":\#(40 + $0.offset),"name":"\#($0.element)","size":60}"# }
        return """
            {"publicPath":"/","assets":[{"name":"app.js","size":1,"chunks":[1]}],"entrypoints":{"app":{"chunks":[1]}},
             "chunks":[{"id":1,"initial":true,"entry":true,"files":["app.js"],"children":[],"modules":[
             {"id":11,"name":"./lib/eleven.js","size":50},{"id":22,"name":"./node_modules/two/index.js","size":50},
             \(inlined.joined(separator: ","))]}]}
            """
    }

    @Test("A module of webpack's table has the bytes of its function, and the only inlined entry what is left")
    func table() async throws {
        let (leaves, root, outcome) = try await Self.leaves([("app.js", Self.bundle), ("stats.json", Self.stats())])
        #expect(root.attribution == .table)
        #expect(leaves["lib/eleven.js"] == Self.eleven.utf8.count)
        #expect(leaves["node_modules/two/index.js"] == Self.two.utf8.count)
        #expect(leaves["src/app.js"] == Self.entry.utf8.count)
        #expect(leaves["(runtime)"].map { $0 > 100 } == true)
        #expect(outcome.report.packages.map(\.name) == ["(Source Code)", "two"])
        #expect(outcome.report.assets[0].packageRefs.map(\.ref) == [1, 2])
        #expect(outcome.report.assets[0].unattributed == nil)
    }

    @Test("Several inlined entries share one leaf")
    func inlinedEntries() async throws {
        let stats = Self.stats(entries: ["./src/app.js", "./src/more.js"])
        let (leaves, _, _) = try await Self.leaves([("app.js", Self.bundle), ("stats.json", stats)])
        #expect(leaves["(inlined entries)"] == Self.entry.utf8.count)
        #expect(leaves["src/app.js"] == nil)
    }

    @Test("A source map says what is outside the table, and how far both agree")
    func tableAndMap() async throws {
        // The functions and the entry, each mapped at its first byte; the runtime is not mapped.
        let parts = [Self.eleven, Self.two, Self.entry]
        let map = try MapSample(
            Self.bundle,
            [
                (parts[0], "webpack://x/./lib/eleven.js"), (parts[1], "webpack://x/./node_modules/two/index.js"),
                (parts[2], "webpack://x/./src/app.js"),
            ])
        let (leaves, root, outcome) = try await Self.leaves(
            [("app.js", Self.bundle), ("app.js.map", map.json), ("stats.json", Self.stats())])
        #expect(root.attribution == .table)
        #expect(leaves["src/app.js"].map { $0 >= Self.entry.utf8.count } == true)
        #expect(outcome.report.assets[0].agreement == 1)
    }

    @Test("A map of another build is refused with a warning, and the next method is used")
    func otherBuild() async throws {
        let map = try MapSample(
            Self.bundle + String(repeating: ";;", count: 3000) + "x()",
            [("x()", "webpack://x/./src/app.js"), (Self.eleven, "webpack://x/./lib/eleven.js")])
        let (_, root, outcome) = try await Self.leaves(
            [("app.js", Self.bundle), ("app.js.map", map.json), ("stats.json", Self.stats())])
        #expect(root.attribution == .table)
        #expect(outcome.warnings.contains { if case .unusedSourceMaps(_, .otherBuild) = $0 { true } else { false } })
    }

    // MARK: Others

    private static func metafile(_ inputs: String, css: Bool = false) -> String {
        """
        {"inputs":{"src/a.js":{"bytes":9,"imports":[]},"node_modules/b/b.js":{"bytes":9,"imports":[]}},
         "outputs":{"app.js":{"imports":[],"exports":[],"entryPoint":"src/a.js","inputs":{\(inputs)},"bytes":40}}}
        """
    }

    @Test("esbuild's metafile says how many bytes an input has; the rest is unattributed")
    func metafile() async throws {
        let stats = Self.metafile(#""src/a.js":{"bytesInOutput":10},"node_modules/b/b.js":{"bytesInOutput":20}"#)
        let (leaves, root, _) = try await Self.leaves(
            [("app.js", String(repeating: "0123456789", count: 4)), ("meta.json", stats)])
        #expect(root.attribution == .metafile)
        #expect(leaves == ["src/a.js": 10, "node_modules/b/b.js": 20, "(unattributed)": 10])
    }

    @Test("A sum above the file is scaled down")
    func scaledDown() async throws {
        let stats = Self.metafile(#""src/a.js":{"bytesInOutput":30},"node_modules/b/b.js":{"bytesInOutput":90}"#)
        let (leaves, _, _) = try await Self.leaves(
            [("app.js", String(repeating: "0123456789", count: 4)), ("meta.json", stats)])
        #expect(leaves == ["src/a.js": 10, "node_modules/b/b.js": 30])
    }

    @Test("A script without stats is taken apart by its map; a library's packages come from the names in it")
    func mapAlone() async throws {
        let (own, library) = ("console.log(1);", "var lib=function(){return 2};")
        let map = try MapSample(own + library, [(own, "../src/main.ts"), (library, "../node_modules/@x/lib/index.js")])
        let (leaves, root, outcome) = try await Self.leaves([("app.js", own + library), ("app.js.map", map.json)])
        #expect(root.attribution == .map)
        #expect(leaves == ["src/main.ts": own.utf8.count, "node_modules/@x/lib/index.js": library.utf8.count])
        #expect(outcome.report.packages.map(\.path) == ["(Source Code)", "node_modules/@x/lib"])
    }

    @Test("A style sheet without a map is one piece")
    func styleSheet() async throws {
        let (leaves, root, _) = try await Self.leaves([("app.css", "a{color:red}"), ("index.html", "")], of: "app.css")
        #expect(root.attribution == .whole)
        #expect(leaves == ["(style sheet)": 12])
    }
}
