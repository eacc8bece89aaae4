package import BundleAnalysis
package import Localization

/// The budgets and audits of a report as JUnit's XML: each is a test case. A budget that is exceeded and an audit that is
/// rated as bad are failures.
package struct JUnitReport: Sendable {
    private let report: ChangeReport
    private let language: Language

    package init(_ report: ChangeReport, language: Language = .english) {
        (self.report, self.language) = (report, language)
    }

    package var text: String {
        let suites = suites
        let (tests, failures) = suites.reduce((0, 0)) { ($0.0 + $1.cases.count, $0.1 + $1.failures) }
        var lines = [
            #"<?xml version="1.0" encoding="UTF-8"?>"#,
            #"<testsuites name="Perfsee" tests="\#(tests)" failures="\#(failures)" errors="0" time="0">"#,
        ]
        for (index, suite) in suites.enumerated() {
            lines.append(
                #"  <testsuite name="\#(XMLText.escaped(suite.name))" tests="\#(suite.cases.count)" "#
                    + #"failures="\#(suite.failures)" errors="0" skipped="0" time="0">"#)
            if index == 0 { lines += properties }
            lines += suite.cases.flatMap { $0.lines(of: suite.name) }
            lines.append("  </testsuite>")
        }
        return (lines + ["</testsuites>", ""]).joined(separator: "\n")
    }

    /// The numbers, and the verdict.
    private var properties: [String] {
        var properties = [("verdict", report.verdict.text[language])]
        func add(_ name: String, _ measure: SizeMeasure) {
            for coding in Coding.allCases {
                let figure = coding.figure(of: measure)
                if let bytes = figure.bytes { properties.append(("\(name).\(coding.rawValue)", "\(bytes)")) }
                if let change = figure.change { properties.append(("\(name).\(coding.rawValue).change", "\(change)")) }
            }
        }
        add("size", report.size)
        if let score = report.score.current { properties.append(("score", "\(score)")) }
        for entryPoint in report.entryPoints {
            add("\(entryPoint.name).initialSize", entryPoint.initialSize)
            add("\(entryPoint.name).size", entryPoint.size)
            if let score = entryPoint.score.current { properties.append(("\(entryPoint.name).score", "\(score)")) }
        }
        return ["    <properties>"]
            + properties.map {
                #"      <property name="\#(XMLText.escaped($0.0))" value="\#(XMLText.escaped($0.1))"/>"#
            } + ["    </properties>"]
    }

    /// The budgets first, then the audits of each entry point.
    private var suites: [Suite] {
        let budgets = report.budgets.map { budget in
            TestCase(
                name: budget.name, type: FindingRule.budget.id, message: budget.text[language],
                isFailure: budget.exceeded)
        }
        var entryPoints: [(name: String, audits: [ChangeReport.Audit])] = []
        for audit in report.audits {
            if entryPoints.last?.name != audit.entryPoint { entryPoints.append((audit.entryPoint, [])) }
            entryPoints[entryPoints.count - 1].audits.append(audit)
        }
        return [Suite(name: ReportLabel.budgets.text[language], cases: budgets)]
            + entryPoints.map { entryPoint in
                Suite(
                    name: "\(ReportLabel.audits.text[language]): \(entryPoint.name)",
                    cases: entryPoint.audits.map(testCase))
            }
    }

    private func testCase(_ audit: ChangeReport.Audit) -> TestCase {
        TestCase(
            name: audit.id.text[language], type: audit.id.rawValue,
            message: audit.isFinding
                ? FindingText.audit(audit.id, entryPoint: audit.entryPoint, findings: audit.findings).text[language]
                : nil,
            isFailure: audit.rating == .bad)
    }
}

/// A group of test cases.
private struct Suite {
    let name: String
    let cases: [TestCase]

    var failures: Int { cases.count(where: \.isFailure) }
}

private struct TestCase {
    let name: String
    let type: String
    /// What is to be said of it, if anything is.
    let message: String?
    let isFailure: Bool

    func lines(of suite: String) -> [String] {
        let start = #"    <testcase classname="\#(XMLText.escaped(suite))" name="\#(XMLText.escaped(name))" time="0""#
        guard let message else { return [start + "/>"] }
        let text = XMLText.escaped(message)
        let content =
            isFailure
            ? #"      <failure type="\#(XMLText.escaped(type))" message="\#(text)">\#(text)</failure>"#
            : "      <system-out>\(text)</system-out>"
        return [start + ">", content, "    </testcase>"]
    }
}
