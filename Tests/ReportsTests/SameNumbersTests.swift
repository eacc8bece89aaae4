import BundleAnalysis
import Foundation
import Testing

@testable import Reports

@Suite("The numbers of all formats")
struct SameNumbersTests {
    private let report = ReportSample.report()

    /// Each size of the report: its name in JUnit, in metrics, and the measure.
    private var measures: [(name: String, metric: String, labels: String, measure: SizeMeasure)] {
        let entryPoint = report.entryPoints[0]
        return [
            ("size", "perfsee_size_bytes", "", report.size),
            (
                "main.initialSize", "perfsee_entry_point_initial_size_bytes", "entry_point=\"main\",",
                entryPoint.initialSize
            ),
            ("main.size", "perfsee_entry_point_size_bytes", "entry_point=\"main\",", entryPoint.size),
        ]
    }

    @Test("All formats have the same sizes, changes and scores")
    func same() throws {
        let (markdown, page) = (MarkdownReport(report).text(), HTMLReport(report).text)
        let (junit, metrics) = (JUnitReport(report).text, MetricsReport(report).text)
        let json = ChangeReportDocument(report).value
        let sarif = try #require(String(bytes: SARIFReport(report, version: "1").bytes, encoding: .utf8))
        for coding in Coding.allCases {
            for (name, metric, labels, measure) in measures {
                let figure = coding.figure(of: measure)
                let (bytes, change) = (try #require(figure.bytes), try #require(figure.change))
                #expect(markdown.contains(" \(figure.line) |"))
                #expect(page.contains("<data value=\"\(bytes)\">\(figure.text)</data>"))
                #expect(page.contains("value=\"\(change)\">\(Figure.signed(change))</data>"))
                #expect(junit.contains("name=\"\(name).\(coding.rawValue)\" value=\"\(bytes)\""))
                #expect(junit.contains("name=\"\(name).\(coding.rawValue).change\" value=\"\(change)\""))
                #expect(metrics.contains("\(metric){\(labels)coding=\"\(coding.rawValue)\"} \(bytes)\n"))
                #expect(json.holds(coding.rawValue, bytes) && json.holds(coding.rawValue, change))
                #expect(sarif.contains("\"\(coding.rawValue)\" : \(bytes)"))
                #expect(sarif.contains("\"\(coding.rawValue)\" : \(change)"))
            }
            for cause in report.causes {
                let change = try #require(coding.bytes(of: cause.change))
                #expect(markdown.contains(" \(Figure.signed(change)) |"))
                #expect(page.contains("value=\"\(change)\">\(Figure.signed(change))</data>"))
                #expect(json.holds(coding.rawValue, change))
            }
        }
        #expect(markdown.contains("| 65 (-6) |") && page.contains(">65 (-6)</td>"))
        #expect(junit.contains("name=\"score\" value=\"65\"") && metrics.contains("perfsee_score 65\n"))
        #expect(json.holds("current", 65) && json.holds("baseline", 71))
    }
}

extension JSONValue {
    /// Whether an object in it has this member.
    fileprivate func holds(_ name: String, _ number: Int) -> Bool {
        switch self {
        case .object(let members):
            members[name] == .integer(number) || members.values.contains { $0.holds(name, number) }
        case .array(let values): values.contains { $0.holds(name, number) }
        default: false
        }
    }
}
