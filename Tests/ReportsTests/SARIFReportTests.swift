import BundleAnalysis
import Foundation
import Testing

@testable import Reports

@Suite("Reports in SARIF")
struct SARIFReportTests {
    private struct Log: Decodable {
        var version: String
        var runs: [Run]
    }

    private struct Run: Decodable {
        struct Tool: Decodable {
            struct Driver: Decodable {
                struct Rule: Decodable {
                    var id: String
                    var shortDescription: Message
                }

                var name: String
                var rules: [Rule]
            }

            var driver: Driver
        }

        var tool: Tool
        var results: [Result]
    }

    private struct Message: Decodable {
        var text: String
    }

    private struct Result: Decodable {
        struct Location: Decodable {
            struct Physical: Decodable {
                struct Artifact: Decodable {
                    var uri: String
                }

                struct Region: Decodable {
                    var startLine: Int
                    var startColumn: Int?
                }

                var artifactLocation: Artifact
                var region: Region
            }

            var physicalLocation: Physical
        }

        var ruleId: String
        var ruleIndex: Int
        var level: String
        var message: Message
        var locations: [Location]
        var partialFingerprints: [String: String]

        var place: String {
            locations.map { "\($0.physicalLocation.artifactLocation.uri):\($0.physicalLocation.region.startLine)" }
                .joined()
        }
    }

    private static func run(_ report: ChangeReport) throws -> Run {
        let log = try JSONDecoder().decode(Log.self, from: Data(SARIFReport(report, version: "1.2.3").bytes))
        #expect(log.version == "2.1.0")
        return try #require(log.runs.first)
    }

    @Test("A finding is at the line of the import that brought it")
    func places() throws {
        let run = try Self.run(ReportSample.report())
        #expect(
            run.results.map { "\($0.level) \($0.ruleId) \($0.place)" } == [
                "error budget-exceeded src/table.ts:3", "warning duplicate-versions src/table.ts:12",
                "warning duplicate-libraries src/main.ts:1", "note large-libraries src/main.ts:1",
                "note import-added src/table.ts:3",
            ])
        #expect(run.results[4].message.text == "This import adds lodash 4.17.21, 70.1 kB in `main`.")
        #expect(run.results[4].locations[0].physicalLocation.region.startColumn == 8)
        for result in run.results { #expect(run.tool.driver.rules[result.ruleIndex].id == result.ruleId) }
    }

    @Test("The IDs of rules are what they always were")
    func rules() {
        let own = [
            "budget-exceeded", "import-added", "duplicate-versions", "duplicate-installations", "duplicate-formats",
            "duplicate-copies", "duplicate-code",
        ]
        #expect(FindingRule.all.map(\.id) == own + AuditID.allCases.map(\.rawValue))
        #expect(Set(FindingRule.all.map(\.id)).count == FindingRule.all.count)
    }

    @Test("A finding keeps its fingerprint when sizes and lines change, and no two have the same")
    func fingerprints() throws {
        let before = ReportSample.report()
        var after = before
        after.causes[0].change.raw += 1_000
        after.entryPoints[0].causes[0].change.raw += 1_000
        after.entryPoints[0].causes[0].importedBy?.line = 99
        after.duplicates[0].wasted.raw += 5
        let (ones, others) = (try Self.run(before).results, try Self.run(after).results)
        #expect(ones.map(\.partialFingerprints) == others.map(\.partialFingerprints))
        #expect(Set(ones.map(\.partialFingerprints)).count == ones.count)
        #expect(ones[0].partialFingerprints == ["perfsee/v1": Fingerprint.of(.budget, ["main", "main"])])
        // What was uploaded once is known by it.
        #expect(Fingerprint.of(.budget, ["main", "main"]) == "138643aba4511c2f")
        after.duplicates.append(after.duplicates[0])
        let all = try Self.run(after).results.map(\.partialFingerprints)
        #expect(Set(all).count == all.count)
    }

    @Test(
        "A name is neither a placeholder nor a link, and its path stays in the repository",
        arguments: ReportSample.hostileNames)
    func hostile(_ name: String) throws {
        let run = try Self.run(ReportSample.report(naming: name, package: name, module: "../../\(name)"))
        #expect(run.results.count == 5)
        for result in run.results {
            #expect(!result.message.text.contains("]("))
            #expect(
                !result.message.text.replacing("{{", with: "").replacing("}}", with: "").contains { "{}".contains($0) })
            let uri = result.locations[0].physicalLocation.artifactLocation.uri
            #expect(!uri.hasPrefix("/") && !uri.hasPrefix("..") && !uri.isEmpty)
            #expect(uri.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"<>\"{}|\\^`".utf8.contains($0) }, "\(uri)")
        }
    }
}
