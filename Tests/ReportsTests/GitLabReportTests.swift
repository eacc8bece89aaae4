import BundleAnalysis
import Foundation
import Testing

@testable import Reports

@Suite("Reports for GitLab")
struct GitLabReportTests {
    private struct Issue: Decodable {
        struct Location: Decodable {
            struct Lines: Decodable {
                var begin: Int
            }

            var path: String
            var lines: Lines
        }

        var description: String
        var check_name: String
        var fingerprint: String
        var severity: String
        var location: Location
    }

    private static func issues(_ report: ChangeReport) throws -> [Issue] {
        try JSONDecoder().decode([Issue].self, from: Data(CodeQualityReport(report).bytes))
    }

    @Test("Code quality has the fields that GitLab documents")
    func codeQuality() throws {
        let issues = try Self.issues(ReportSample.report())
        #expect(
            issues.map { "\($0.severity) \($0.check_name) \($0.location.path):\($0.location.lines.begin)" } == [
                "major budget-exceeded src/table.ts:3", "minor duplicate-versions src/table.ts:12",
                "minor duplicate-libraries src/main.ts:1", "info large-libraries src/main.ts:1",
                "info import-added src/table.ts:3",
            ])
        #expect(issues[0].description == "The budget `main` is exceeded: 151 kB, more than 148 kB.")
        #expect(Set(issues.map(\.fingerprint)).count == issues.count)
    }

    @Test("Metrics are in OpenMetrics")
    func metrics() {
        let lines = MetricsReport(ReportSample.report()).text.split(separator: "\n")
        #expect(
            lines.prefix(3).map(String.init) == [
                "# TYPE perfsee_size_bytes gauge", "# UNIT perfsee_size_bytes bytes",
                "# HELP perfsee_size_bytes All files of the build.",
            ])
        #expect(lines.contains("perfsee_size_bytes{coding=\"raw\"} 350123"))
        #expect(lines.contains("perfsee_entry_point_initial_size_bytes{entry_point=\"main\",coding=\"brotli\"} 37746"))
        #expect(lines.contains("perfsee_score 65") && lines.contains("perfsee_duplicates 3"))
        #expect(lines.contains("perfsee_budget{budget=\"main\",unit=\"bytes\"} 150987.0"))
        #expect(lines.last == "# EOF")
    }

    @Test("GitLab, which splits lines as a shell does, finds every metric", arguments: ReportSample.hostileNames)
    func hostile(_ name: String) throws {
        var report = ReportSample.report(naming: name, package: name, module: name)
        report.entryPoints.append(report.entryPoints[0])
        let lines = MetricsReport(report).text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        let samples = lines.filter { !$0.hasPrefix("#") }
        #expect(samples.count == 21 && Set(samples).count == samples.count)
        for line in samples {
            let parts = line.split(separator: " ")
            #expect(parts.count == 2 && Double(parts[1]) != nil, "\(line)")
            #expect(!line.contains("#") && !line.contains("\\") && !line.contains("'"), "\(line)")
            #expect(parts[0].count { $0 == "\"" } % 2 == 0)
        }
        #expect(try Self.issues(report).count >= 5)
    }
}
