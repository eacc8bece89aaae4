import Foundation
import TestSupport
import Testing

@testable import BundleAnalysis

@Suite("Stored graphs of imports")
struct StoredImportsTests {
    private typealias Sample = ImportSample

    private static func graph() throws -> ImportGraph {
        let reasons = [
            Sample.reason("./m.js", "import()", at: "3:0-9", #"./\"x\\\u0001é"#), Sample.reason("./a.js", at: "", "p"),
        ]
        let versions = #""packageVersions": [{"name": "node_modules/p", "version": "1.0.0"}],"#
        return ImportGraph(
            try Sample.stats(
                Sample.webpack(
                    entries: ["main", "other"],
                    [
                        Sample.module("./m.js", [Sample.entry()]), Sample.module("./o.js", [Sample.entry("other")]),
                        Sample.module("./a.js", [Sample.reason("./o.js", at: "700:12-9", "./a")]),
                        Sample.module("./node_modules/p/x.js", reasons),
                        Sample.module("./node_modules/q/x.js", reasons),
                    ], more: versions)))
    }

    @Test("What was stored is read again, and equal graphs have equal bytes")
    func roundTrip() throws {
        let graph = try Self.graph()
        #expect(graph.importCount == 5 && graph.packages.map(\.version) == ["1.0.0", nil])
        let bytes = graph.encoded()
        #expect(try ImportGraph(decoding: bytes) == graph)
        #expect(try Self.graph().encoded() == bytes)
        #expect(try JSONSerialization.jsonObject(with: bytes) is [String: Any])
        let empty = ImportGraph()
        #expect(try ImportGraph(decoding: empty.encoded()) == empty)
    }

    @Test("The answer from what was stored is the same")
    func answers() throws {
        let graph = try Self.graph()
        let stored = try ImportGraph(decoding: graph.encoded())
        for query in ["m.js", "a.js", "p", "q", "x.js", "nothing"] {
            #expect(ImportAnswer(query, in: ImportChains(stored)) == ImportAnswer(query, in: ImportChains(graph)))
        }
        let chain = try #require(ImportChains(stored).chains(to: .module(path: "node_modules/p/x.js")).chains.last)
        #expect(chain.imports.map(\.specifier) == ["./\"x\\\u{1}é"])
    }

    @Test(
        "What does not fit together is refused with the member that does not",
        arguments: [
            ("\"version\":[1]", "\"version\":[2]", .unknownVersion),
            ("\"version\":[1]", "\"other\":[1]", .unknownVersion),
            ("\"packageOf\":[0", "\"packageOf\":[3", .inconsistent(member: "packageOf")),
            ("\"packageOf\":[0", "\"packageOf\":[0,0", .inconsistent(member: "packageOf")),
            ("\"entryModules\":[[0]", "\"entryModules\":[[5]", .inconsistent(member: "entryModules")),
            ("\"entryModules\":[[0]", "\"entryModules\":[[-1]", .inconsistent(member: "entryModules")),
            ("\"entryModules\":[[0]", "\"entryModules\":[[0],[0]", .inconsistent(member: "entryModules")),
            ("\"targets\":[3", "\"targets\":[2000000000", .inconsistent(member: "targets")),
            ("\"targets\":[3", "\"targets\":[3e0", .inconsistent(member: "targets")),
            ("\"targets\":[3", "\"targets\":[\"3\"", .inconsistent(member: "targets")),
            ("\"targets\":[3", "\"targets\":[99999999999", .inconsistent(member: "targets")),
            ("\"counts\":[2", "\"counts\":[-2", .inconsistent(member: "counts")),
            ("\"counts\":[2", "\"counts\":[2147483647", .inconsistent(member: "counts")),
            ("\"counts\":[2", "\"counts\":[1", .inconsistent(member: "counts")),
            ("\"dynamic\":[0,1]", "\"dynamic\":[0,9]", .inconsistent(member: "dynamic")),
            ("\"dynamic\":[0,1]", "\"dynamic\":[0,0]", .inconsistent(member: "dynamic")),
            ("\"specifierOf\":[1", "\"specifierOf\":[9", .inconsistent(member: "specifierOf")),
            ("\"lines\":[3", "\"lines\":[-3", .inconsistent(member: "lines")),
            ("\"columns\":[0", "\"columns\":[-2", .inconsistent(member: "columns")),
            ("\"packages\":[", "\"packages\":[\"z\",", .inconsistent(member: "packages")),
            ("\"cut\":[0]", "\"cut\":[2]", .inconsistent(member: "cut")),
        ] as [(String, String, StoredImportsDefect)])
    func damaged(part: String, other: String, defect: StoredImportsDefect) throws {
        let text = String(decoding: try Self.graph().encoded(), as: UTF8.self)
        try #require(text.contains(part))
        #expect(throws: defect) { try ImportGraph(decoding: Data(text.replacing(part, with: other).utf8)) }
    }

    @Test("What is no JSON is refused with its place, and what is too large is not read")
    func malformed() throws {
        let bytes = try Self.graph().encoded()
        #expect(throws: StoredImportsDefect.malformed(byte: 0)) { try ImportGraph(decoding: Data()) }
        #expect(throws: StoredImportsDefect.self) { try ImportGraph(decoding: bytes.dropLast(3)) }
        let large = Data(count: ImportLimits.storedBytes + 1)
        #expect(throws: StoredImportsDefect.tooLarge(limit: ImportLimits.storedBytes)) {
            try ImportGraph(decoding: large)
        }
    }

    @Test("Whatever bytes are changed, reading ends, and what is read answers")
    func mutated() throws {
        var random = SeededGenerator(seed: 53)
        let bytes = try Self.graph().encoded()
        for _ in 0..<3_000 {
            var changed = bytes
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let place = Int.random(in: changed.indices, using: &random)
                changed[place] =
                    Bool.random(using: &random)
                    ? UInt8.random(in: 0...255, using: &random)
                    : Array("0123456789,-[]\"".utf8).randomElement(using: &random)!
            }
            guard let graph = try? ImportGraph(decoding: changed) else { continue }
            let chains = ImportChains(graph)
            for query in ["m.js", "p", "x.js"] { _ = ImportAnswer(query, in: chains) }
        }
    }
}
