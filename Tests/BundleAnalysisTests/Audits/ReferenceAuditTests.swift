import Foundation
import Testing

@testable import BundleAnalysis

/// What the reference's analyzer sees: the module table and esbuild's metafile, nothing else.
@Suite("Audits of real builds", .enabled(if: SharedBuilds.arePresent, "the folder ../shared/builds is not there"))
struct ReferenceAuditTests {
    private static let builds = SharedBuildsTests.uploads + ["webpack-large"]

    private func outcome(_ build: String, baseline: BaselineReport? = nil) async throws -> AnalysisOutcome {
        guard let baseline else { return try await SharedAnalyses.outcome(of: build, .parity) }
        let folder = try TemporaryFolder()
        let analyzer = BundleAnalyzer(
            workFolder: folder.url.appendingPathComponent("work"),
            attributing: [TableAttribution(usesMap: false), MetafileAttribution()], countsEmptyModules: false)
        let archive = SharedBuilds.folder.appendingPathComponent("\(build).tar")
        return try await analyzer.analyze(.archive(archive), baseline: baseline)
    }

    private func expectEqual(_ build: String, _ report: Report, _ reference: AuditReference) throws {
        let encoded = try AuditReference(report)
        #expect(encoded.entryPoints.map(\.name) == reference.entryPoints.map(\.name))
        #expect(abs(report.score - reference.score) <= 1, "\(build): \(report.score) \(reference.score)")
        for (entryPoint, other) in zip(encoded.entryPoints, reference.entryPoints) {
            let place = "\(build) \(entryPoint.name)"
            #expect(entryPoint.audits.map(\.id) == other.audits.map(\.id), "\(place)")
            #expect(abs(entryPoint.score - other.score) <= 1, "\(place): \(entryPoint.score) \(other.score)")
            for (audit, wanted) in zip(entryPoint.audits, other.audits) {
                #expect(audit.score == wanted.score, "\(place) \(audit.id)")
                #expect(audit.weight == wanted.weight, "\(place) \(audit.id)")
                #expect(audit.detail?.headings == wanted.detail?.headings, "\(place) \(audit.id)")
                let (found, findings) = (audit.findings(encoded.paths), wanted.findings(reference.paths))
                #expect(found == findings, "\(place) \(audit.id)")
                // The reference counts UTF-16 units, and half of this build is moment's languages.
                let isMoment = build == "webpack-small-v2" && audit.id.hasPrefix("large-")
                let tolerance = isMoment ? 0.035 : 0.01
                let (value, expected) = (audit.numericScore, wanted.numericScore)
                #expect(abs((value?.value ?? -1) - (expected?.value ?? -1)) <= tolerance, "\(place) \(audit.id)")
                #expect(value?.absoluteWarningThrottle == expected?.absoluteWarningThrottle, "\(place) \(audit.id)")
                #expect(value?.relativeWarningThrottle == expected?.relativeWarningThrottle, "\(place) \(audit.id)")
            }
        }
    }

    @Test("Ids, categories, values, findings and scores equal the reference", arguments: builds)
    func parity(build: String) async throws {
        let reference: AuditReference = try SharedBuilds.packed("reference/\(build)/report.json")
        try expectEqual(build, try await outcome(build).report, reference)
    }

    @Test(
        "With a baseline there is one audit more, and the warnings equal the reference but for what tolerates nothing",
        arguments: ["webpack-small", "esbuild-small"])
    func baseline(build: String) async throws {
        let stored = try SharedBuilds.data("reference/\(build)-v1/report.json")
        let baseline = try #require(BaselineReport(stored))
        let outcome = try await outcome("\(build)-v2", baseline: baseline)
        let reference: AuditReference = try SharedBuilds.json(
            "reference/\(build)-v2/report-with-cache-invalidation.json")
        try expectEqual("\(build)-v2", outcome.report, reference)
        let entries: [String: Warnings] = try SharedBuilds.json("reference/\(build)-v2/entrypoints.json")
        for entryPoint in outcome.report.entryPoints {
            let found = outcome.auditWarnings.filter { $0.entryPoint.name == entryPoint.name }
            let expected = try #require(entries[entryPoint.name]).warnings
            let compared = found.filter { !Self.toleratesNothing.contains($0.audit) }
            #expect(
                compared.map { "\($0.audit.rawValue) \(Self.decimals($0.limit))" }
                    == expected.filter { !Self.toleratesNothing.map(\.rawValue).contains($0.rule) }.map {
                        "\($0.rule) \($0.throttle.dropFirst(2))"
                    })
            let others = found.filter { Self.toleratesNothing.contains($0.audit) }.map(\.audit)
            #expect(others == Self.worse["\(build) \(entryPoint.name)"], "\(build) \(entryPoint.name)")
        }
    }

    private static let toleratesNothing: [AuditID] = [.duplicateLibraries, .mixContentAssets, .unhealthyLibraries]

    /// The audits that tolerate nothing and are worse than in the baseline. The reference takes no tolerance for no
    /// limit at all, and compares with the fixed one: it warns of `mix-content-assets` in both entry points of the build
    /// with esbuild, and of nothing else.
    private static let worse: [String: [AuditID]] = [
        "webpack-small main": [.duplicateLibraries, .mixContentAssets, .unhealthyLibraries],
        "webpack-small admin": [.duplicateLibraries],
        "esbuild-small main": [.duplicateLibraries, .mixContentAssets, .unhealthyLibraries],
        "esbuild-small admin": [],
    ]

    private struct Warnings: Decodable {
        struct Warning: Decodable {
            let rule: String
            let throttle: String
        }

        let warnings: [Warning]
    }

    private static func decimals(_ value: Double) -> String { String(format: "%.2f", value) }
}
