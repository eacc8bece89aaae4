import Testing

@testable import BundleAnalysis

@Suite("Odd and damaged source maps")
struct OddMapTests {
    @Test("A map tells what it can; one that cannot be used is named in a warning", arguments: OddMap.all)
    func alone(map: OddMap) async throws {
        let outcome = try await Self.outcome(of: map, [])
        let root = try #require(outcome.content.first)
        #expect(root.attribution == (map.defect == nil ? .map : .whole))
        #expect(Invariant.paths(of: root).mapValues(\.value) == map.expected)
    }

    @Test("Where there are stats, a map that cannot be used gives way to them", arguments: OddMap.all)
    func withStats(map: OddMap) async throws {
        let metafile = """
            {"inputs":{"src/app.js":{"bytes":9,"imports":[]},"src/words.json":{"bytes":9,"imports":[]}},
             "outputs":{"\(map.asset)":{"imports":[],"exports":[],"entryPoint":"src/app.js","bytes":\(map.text.utf8.count),
             "inputs":{"src/app.js":{"bytesInOutput":10},"src/words.json":{"bytesInOutput":2}}}}}
            """
        let outcome = try await Self.outcome(of: map, [("meta.json", metafile)])
        let root = try #require(outcome.content.first)
        #expect(root.attribution == .metafile)
        #expect(
            Invariant.paths(of: root).mapValues(\.value).filter { $0.value > 0 }
                == [
                    "src/app.js": 10, "src/words.json": 2, "(map comment)": map.comment,
                    "(unattributed)": map.text.utf8.count - 12 - map.comment,
                ].filter { $0.value > 0 })
    }

    private static func outcome(
        of map: OddMap, _ stats: [(path: String, text: String)]
    ) async throws -> AnalysisOutcome {
        let outcome = try await analyze(archive: TarSample.archive([(map.asset, map.text)] + map.maps + stats))
        Invariant.check(outcome)
        let refused = outcome.warnings.filter { if case .unusedSourceMaps = $0 { true } else { false } }
        let names = ShownNames([map.asset])
        #expect(refused == (map.defect.map { [.unusedSourceMaps(names: names, defect: $0)] } ?? []))
        return outcome
    }

    @Test(
        "An empty file has nothing but its compressed bytes",
        arguments: [
            [], [("app.js.map", #"{"version":3,"sources":[],"mappings":""}"#)],
            [
                (
                    "meta.json",
                    #"{"inputs":{},"outputs":{"app.js":{"imports":[],"entryPoint":"a.js","bytes":0,"#
                        + #""inputs":{"a.js":{"bytesInOutput":0},"b.js":{"bytesInOutput":0}}}}}"#
                )
            ],
        ] as [[(path: String, text: String)]])
    func empty(files: [(path: String, text: String)]) async throws {
        let archive = TarSample.archive([("app.js", ""), ("app.css", ""), ("index.html", "")] + files)
        let outcome = try await analyze(archive: archive)
        Invariant.check(outcome)
        #expect(outcome.content.contains { $0.name == "app.js" })
        for root in outcome.content { #expect(root.size == Size(raw: 0, gzip: 20, brotli: 1), "\(root.name)") }
    }
}
