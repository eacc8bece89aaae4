import Foundation
import Testing

@testable import BundleAnalysis

@Suite("Comparing with a baseline")
struct BaselineTests {
    private func report(_ values: [(AuditID, value: Double, absolute: Double, relative: Double?)]) -> Report {
        let audits = values.map { id, value, absolute, relative in
            AuditResult(
                id: id, score: .good, weight: 1,
                numericScore: .init(
                    value: value, absoluteWarningThrottle: absolute, relativeWarningThrottle: relative))
        }
        let entryPoint = Report.EntryPoint(
            name: "main", size: .zero, initialSize: .zero, assetRefs: [], chunkRefs: [], initialChunkRefs: [],
            packageAppendixes: [], audits: audits + [AuditResult(id: .http2Notice, score: .notice, weight: 0)],
            score: 50)
        return Report(score: 50, entryPoints: [entryPoint], assets: [], chunks: [], packages: [])
    }

    private func baseline(_ values: [String: Double], entryPoint: String = "main") -> BaselineReport {
        BaselineReport([(entryPoint, .init(values: values))])
    }

    @Test(
        "The limit is the baseline's value less what is tolerated, or the audit's own",
        arguments: [
            // Without a baseline.
            (0.74, nil, 0.75, 0.1, 0.75, false), (0.75, nil, 0.75, 0.1, nil, false),
            // A tenth worse than the baseline.
            (0.74, 0.9, 0.75, 0.1, 0.8, true), (0.81, 0.9, 0.75, 0.1, nil, true), (0.5, 0.55, 0.75, 0.1, nil, true),
            // Nothing is tolerated.
            (0.63, 1, 0.4, 0, 1, true), (0.43, 0.43, 0.5, 0, nil, true), (0.5, 0.43, 0.5, 0, nil, true),
            // A baseline of nothing says nothing.
            (0.1, 0, 0.75, 0.1, 0.75, false), (0.3, 0, 0.4, 0, 0.4, false),
            // The audit knows no tolerance.
            (0, 1, 1, nil, 1, false), (0, 0, 1, nil, 1, false), (1, 0, 1, nil, nil, false),
        ] as [(Double, Double?, Double, Double?, Double?, Bool)])
    func limits(
        value: Double, baseline: Double?, absolute: Double, relative: Double?, limit: Double?, isRelative: Bool
    ) throws {
        let report = report([(.largeLibraries, value, absolute, relative)])
        let base = baseline.map { self.baseline(["large-libraries": $0]) }
        let warnings = AuditWarning.all(report, base)
        guard let limit else {
            #expect(warnings.isEmpty)
            return
        }
        let warning = try #require(warnings.first)
        #expect(warnings.count == 1 && warning.audit == .largeLibraries && warning.entryPoint == ShownName("main"))
        #expect(warning.value == value && abs(warning.limit - limit) < 1e-9 && warning.isRelative == isRelative)
    }

    @Test("Audits and entry points that the baseline lacks are judged on their own")
    func missing() {
        let report = report([(.mixContentAssets, 0.45, 0.5, 0), (.duplicateLibraries, 0.63, 0.4, 0)])
        let expected = [
            AuditWarning(
                entryPoint: ShownName("main"), audit: .mixContentAssets, value: 0.45, limit: 0.5, isRelative: false)
        ]
        #expect(AuditWarning.all(report, baseline(["other": 1])) == expected)
        #expect(AuditWarning.all(report, baseline(["mix-content-assets": 0.1], entryPoint: "admin")) == expected)
        #expect(AuditWarning.all(report, nil) == expected)
    }

    @Test("Warnings are kept up to their limit")
    func limit() {
        var report = report([(.mixContentAssets, 0, 0.5, 0)])
        report.entryPoints = Array(repeating: report.entryPoints[0], count: AuditWarning.maximumCount + 5)
        #expect(AuditWarning.all(report, nil).count == AuditWarning.maximumCount)
    }

    @Test("A stored report gives the values of audits and the names of files, by entry point")
    func reading() throws {
        let json = """
            {"score": 1, "entryPoints": [
              {"name": "main", "assetRefs": [1, 3, 9], "audits": [
                {"id": "large-libraries", "numericScore": {"value": 0.5}}, {"id": "http2-notice"},
                {"id": "of-tomorrow", "numericScore": {"value": 1}}, {"numericScore": {"value": 1}},
                {"id": "odd", "numericScore": {"value": "x"}}]},
              {"name": "old"}, {"assetRefs": [1]}, {"name": "main", "assetRefs": [2]}],
             "assets": [{"ref": 1, "name": "a.js"}, {"ref": 2, "name": "b.js"}, {"ref": 3, "name": "c.js", "size": 4},
              {"name": "d.js"}, {"ref": "5", "name": "e.js"}]}
            """
        let report = try #require(BaselineReport(Data(json.utf8)))
        let main = try #require(report.entryPoint("main"))
        #expect(main.values == ["large-libraries": 0.5, "of-tomorrow": 1])
        #expect(main.assetNames == [Array("a.js".utf8), Array("c.js".utf8)])
        #expect(report.entryPoint("old") == .init())
        #expect(report.entryPoint("none") == nil)
        #expect(BaselineReport(Data(#"{"entryPoints": []}"#.utf8))?.entryPoint("main") == nil)
    }

    @Test("What is no report is none", arguments: ["", "{}", "[]", #"{"entryPoints": 1}"#, "{", "\u{0}"])
    func noReport(json: String) { #expect(BaselineReport(Data(json.utf8)) == nil) }

    @Test("A report that is too large is not read")
    func tooLarge() {
        var json = Data(#"{"entryPoints": []}"#.utf8)
        json.append(Data(repeating: UInt8(ascii: " "), count: BaselineReport.limit - json.count))
        #expect(BaselineReport(json) != nil)
        json.append(UInt8(ascii: " "))
        #expect(BaselineReport(json) == nil)
    }

    @Test("An analysis compares with the stored report of another: what is new must be loaded again")
    func analysis() async throws {
        func files(_ main: String) -> [(String, String)] {
            let files = [("stats.json", StatsSample.json)] + StatsSample.files.map { ($0.path, $0.text) }
            return files.map { path, text in
                (path == "main.js" ? main : path, text.replacingOccurrences(of: "main.js", with: main))
            }
        }
        let first = try await analyze(archive: TarSample.archive(files("main.js")))
        #expect(first.report.entryPoints.allSatisfy { !$0.audits.contains { $0.id == .cacheInvalidation } })
        let baseline = try #require(BaselineReport(try first.report.encoded(PlainWording())))
        let folder = try TemporaryFolder()
        let archive = try folder.write("upload", TarSample.archive(files("other.js")))
        let second = try await BundleAnalyzer(workFolder: folder.url.appendingPathComponent("work"))
            .analyze(.archive(archive), baseline: baseline)
        let audits = second.report.entryPoints.map { $0.audits.last }
        #expect(audits.allSatisfy { $0?.id == .cacheInvalidation })
        let main = second.report.entryPoints[0]
        let new = try #require(second.report.assets.first { $0.name == "other.js" }).size.raw
        #expect(audits[0]?.numericScore?.value == 1 - Double(new) / Double(main.size.raw))
        #expect(audits[1]?.numericScore?.value == 1 && audits[1]?.score == .good)
        // The page's host is in neither build announced.
        #expect(second.auditWarnings.map(\.audit) == [.preConnectOrigin])
        #expect(second.auditWarnings == first.auditWarnings)
    }
}
