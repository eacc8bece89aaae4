import Foundation
import Testing

@testable import BundleAnalysis

@Suite("Audits and scores")
struct AuditTests {
    /// An asset of the entry point under test.
    private struct Sample {
        var name: String
        var raw: Int
        var isSynchronous = true
        var hasSourceMap = true
        var page: String?
    }

    private func entryPoint(_ samples: [Sample]) -> AuditedEntryPoint {
        let assets = samples.enumerated().map { index, sample in
            MeasuredAsset(
                ref: index + 1, name: sample.name, type: AssetType(name: sample.name),
                size: AssetSize(raw: sample.raw, gzip: sample.raw / 2, brotli: sample.raw / 4), isIntermediate: false,
                hasSourceMap: sample.hasSourceMap, file: nil, page: sample.page.map { HTMLPage(Array($0.utf8)) })
        }
        let synchronous = zip(samples, assets).filter(\.0.isSynchronous).map(\.1)
        return AuditedEntryPoint(
            name: "m", assets: assets, initialAssets: synchronous.filter { $0.type.isInitial },
            synchronousRefs: Set(synchronous.map(\.ref)))
    }

    private func result(_ id: AuditID, _ samples: [Sample]) throws -> AuditResult {
        try #require(Audits.run(entryPoint(samples), rules: nil).first { $0.id == id })
    }

    @Test(
        "large-synchronous-assets: one part large of all code, a third of the assets may be",
        arguments: [
            ([], .good, 1), ([Sample(name: "a.js", raw: 200_000)], .good, 1),
            ([Sample(name: "a.js", raw: 200_001)], .bad, 0),
            ([Sample(name: "a.js", raw: 900_000, isSynchronous: false)], .good, 1),
            (
                [
                    Sample(name: "a.js", raw: 300_000), Sample(name: "b.css", raw: 50_000),
                    Sample(name: "c.html", raw: 50_000),
                ],
                .warn, 0.25
            ),
            (
                [
                    Sample(name: "a.js", raw: 300_000), Sample(name: "b.css", raw: 300_000),
                    Sample(name: "c.png", raw: 5),
                ],
                .bad, 0
            ),
        ] as [([Sample], AuditResult.Score, Double)])
    private func largeAssets(samples: [Sample], score: AuditResult.Score, value: Double) throws {
        let result = try result(.largeSynchronousAssets, samples)
        #expect(result.score == score)
        #expect(result.weight == 20)
        #expect(
            result.numericScore
                == .init(value: value, absoluteWarningThrottle: 0.75, relativeWarningThrottle: 0.1))
        #expect(
            result.detail?.items.count
                == samples.filter { $0.isSynchronous && $0.raw > 200_000 && !$0.name.hasSuffix("png") }.count)
    }

    @Test("large-synchronous-decomposable-assets: the other types, without weight")
    func largeOthers() throws {
        let samples = [
            Sample(name: "a.png", raw: 300_000), Sample(name: "b.woff2", raw: 100_000),
            Sample(name: "c.js", raw: 900_000),
        ]
        let result = try result(.largeSynchronousDecomposableAssets, samples)
        #expect(result.score == .warn)
        #expect(result.weight == 0)
        #expect(result.numericScore?.value == 0.25)
        #expect(
            result.detail?.items == [
                .row([
                    .name: .text("a.png"), .type: .text("image"),
                    .size: .size(AssetSize(raw: 300_000, gzip: 150_000, brotli: 75_000)),
                ])
            ])
    }

    @Test(
        "pre-connect-origin: hosts of scripts and style sheets without a link",
        arguments: [
            ("<script src=/a.js></script>", []), ("<script src=//a.example/x.js></script>", ["a.example"]),
            ("<link rel=stylesheet href=HTTPS://B.example:8080/x>", ["b.example:8080"]),
            ("<link rel=icon href=https://c.example/x>", []),
            ("<link rel='preconnect' href='https://d.example'><script src='https://d.example/x'>", []),
            ("<script src='https://d.example/x'></script><link rel=dns-prefetch href=//d.example>", []),
            ("<script src=https://e.example/1></script><script src=https://e.example/2></script>", ["e.example"]),
            ("<!-- <script src=https://f.example/1> -->", []),
            ("<script>document.write('<script src=https://g.example>')</script>", []),
            ("<SCRIPT\nSRC = \"https://u@h.example?x&amp;y\">", ["h.example"]),
        ] as [(String, [String])])
    func preconnect(page: String, hosts: [String]) throws {
        let result = try result(.preConnectOrigin, [Sample(name: "index.html", raw: 1, page: page)])
        #expect(result.score == (hosts.isEmpty ? .good : .bad))
        #expect(result.weight == 5)
        #expect(result.numericScore == .init(value: hosts.isEmpty ? 1 : 0, absoluteWarningThrottle: 1))
        #expect(result.detail?.items == hosts.map { .value(.text($0)) })
    }

    @Test("compression-notice: the first eight files of code, with what would be saved")
    func compression() throws {
        let samples = [Sample(name: "a.png", raw: 9)] + (0..<10).map { Sample(name: "\($0).js", raw: 2_456) }
        let result = try result(.compressionNotice, samples)
        #expect(result.score == .notice)
        #expect(result.detail?.items.count == 8)
        #expect(
            result.detail?.items.first
                == .row([
                    .name: .text("0.js"), .raw: .text("2.46 kB"),
                    .gzip: .saving(CompressionSaving(bytes: 1_228, percent: 50)),
                    .brotli: .saving(CompressionSaving(bytes: 614, percent: 75)),
                ]))
    }

    @Test(
        "http2-notice: more than six files that the page waits for",
        arguments: [(6, .good), (7, .notice)]
            as [(Int, AuditResult.Score)])
    func http2(count: Int, score: AuditResult.Score) throws {
        let samples = (0..<count).map { Sample(name: "\($0).js", raw: 1) }
        let more = [Sample(name: "p.html", raw: 1), Sample(name: "z.js", raw: 1, isSynchronous: false)]
        #expect(try result(.http2Notice, samples + more).score == score)
    }

    @Test("missing-sourcemap: scripts of 1 KiB and more")
    func sourcemaps() throws {
        let samples = [
            Sample(name: "a.js", raw: 1_023, hasSourceMap: false), Sample(name: "b.js", raw: 1_024, hasSourceMap: true),
            Sample(name: "c.css", raw: 9_999, hasSourceMap: false),
        ]
        #expect(try result(.missingSourcemap, samples).score == .good)
        let more = samples + [Sample(name: "d.js", raw: 1_024, hasSourceMap: false)]
        let result = try result(.missingSourcemap, more)
        #expect(result.score == .warn)
        #expect(result.detail?.items == [.row([.name: .text("d.js")])])
    }

    @Test("Rules pick audits by the names of their rules; default picks all")
    func rules() async throws {
        func ids(_ rules: String) async throws -> [String] {
            let stats = StatsSample.json.replacingOccurrences(
                of: "\"htmlExclusive\": true", with: "\"rules\": \(rules)")
            let outcome = try await analyze(archive: TarSample.archive([("stats.json", stats)]))
            return outcome.report.entryPoints[0].audits.map(\.id.rawValue)
        }
        let all = AuditID.withoutVersionsAndBaseline.map(\.rawValue)
        #expect(try await ids("[\"large-assets\"]") == all.filter { $0.hasPrefix("large-synchronous") })
        #expect(try await ids("[\"pre-connect-origin\", \"own-rule\"]") == ["pre-connect-origin"])
        for rules in ["[]", "[\"default\"]", "[\"default\", \"pre-connect-origin\"]", "null", "\"x\""] {
            #expect(try await ids(rules) == all)
        }
    }

    private func results(_ values: [(value: Double?, weight: Double)]) -> [AuditResult] {
        values.map { value, weight in
            AuditResult(
                id: .http2Notice, score: .good, weight: weight,
                numericScore: value.map { .init(value: $0, absoluteWarningThrottle: 1) })
        }
    }

    @Test(
        "An entry point's score is the weighted mean, rounded half up",
        arguments: [
            ([], 0), ([(1, 20), (0, 5)], 80), ([(1, 20), (1, 5)], 100), ([(0.25, 20), (1, 5)], 40),
            ([(0.5, 20), (0.9, 0), (nil, 20), (1, 5)], 60), ([(nil, 20)], 0), ([(0.9, 0)], 0),
            // 100 × (0.395 × 20 + 5) ÷ 25 = 51.6
            ([(0.395, 20), (1, 5)], 52), ([(0.125, 1)], 13), ([(0.65149, 100)], 65),
        ] as [([(value: Double?, weight: Double)], Int)])
    func entryPointScore(values: [(value: Double?, weight: Double)], score: Int) {
        #expect(Score.entryPoint(results(values)) == score)
    }

    @Test(
        "A build's score is the mean of its entry points', rounded half up, at most 100",
        arguments: [([], 0), ([80, 100], 90), ([80, 81], 81), ([95, 93], 94), ([100, 100, 101], 100)] as [([Int], Int)])
    func buildScore(scores: [Int], score: Int) {
        #expect(Score.build(scores) == score)
    }

    @Test("The whole way: scores computed by hand")
    func whole() async throws {
        let large = String(repeating: "x = 1; ", count: 30_000)
        let files: [(String, String)] = [
            ("stats.json", StatsSample.json), ("main.js", large), ("shared.js", "12345"), ("main.css", "1234567890"),
            ("index.html", StatsSample.page), ("admin.js", "1"),
        ]
        let outcome = try await analyze(archive: TarSample.archive(files))
        // main: 1 − 210,000 ÷ (210,000 + 5 + 10 + page + lazy's 15 of the stats), a share of 20 of 100; preconnect 0 of 5;
        // the white space is so small in transit that the file counts as minified.
        let page = Double(StatsSample.page.utf8.count)
        let value = 1 - 210_000 / (210_000 + 5 + 10 + page + 15)
        let audit = outcome.report.entryPoints[0].audits.first { $0.id == .largeSynchronousAssets }
        #expect(audit?.numericScore?.value == value)
        #expect(outcome.report.entryPoints.map(\.score) == [75, 100])
        #expect(outcome.score == 88)
        #expect(outcome.analysisVersion == 3)
        #expect(outcome.entryPoints.map(\.score) == [75, 100])
    }

    @Test(
        "Bytes in three digits",
        arguments: [
            (0, "0 B"), (999, "999 B"), (1_000, "1 kB"), (2_456, "2.46 kB"), (40_239, "40.2 kB"), (162_247, "162 kB"),
            (1_500_000, "1.5 MB"), (5_000_000_000, "5 GB"),
        ])
    func bytes(count: Int, text: String) { #expect(ByteText.of(count) == text) }
}
