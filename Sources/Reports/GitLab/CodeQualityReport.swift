package import BundleAnalysis
package import Localization

/// The findings of a report as GitLab's code quality widget reads them.
package struct CodeQualityReport: Sendable {
    private let report: ChangeReport
    private let language: Language

    package init(_ report: ChangeReport, language: Language = .english) {
        (self.report, self.language) = (report, language)
    }

    package var bytes: [UInt8] { JSONValue.array(Findings(report).all.map(issue)).bytes }

    private func issue(_ finding: Finding) -> JSONValue {
        let severity =
            switch finding.level {
            case .error: "major"
            case .warning: "minor"
            case .note: "info"
            }
        return [
            "description": .string(finding.message[language]), "check_name": .string(finding.rule.id),
            "fingerprint": .string(finding.fingerprint), "severity": .string(severity),
            "location": [
                "path": .string(finding.place.path.text), "lines": ["begin": .integer(finding.place.line ?? 1)],
            ],
        ]
    }
}
