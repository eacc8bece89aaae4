package import BundleAnalysis
package import Localization

/// The findings of a report in SARIF 2.1.0, which GitHub and others show beside the lines of a pull request.
package struct SARIFReport: Sendable {
    private let report: ChangeReport
    private let version: String
    private let language: Language

    /// - Parameter version: of this program.
    package init(_ report: ChangeReport, version: String, language: Language = .english) {
        (self.report, self.version, self.language) = (report, version, language)
    }

    package var bytes: [UInt8] { value.bytes }

    private var value: JSONValue {
        [
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0",
            "runs": [
                [
                    "tool": ["driver": driver], "columnKind": "utf16CodeUnits",
                    "results": .array(Findings(report).all.map(result)),
                    // For the numbers that are no findings.
                    "properties": .object(ChangeReportDocument(report).numbers),
                ]
            ],
        ]
    }

    private var driver: JSONValue {
        [
            "name": "Perfsee", "version": .string(version),
            "rules": .array(
                FindingRule.all.map { rule in
                    .present([
                        "id": .string(rule.id), "name": .string(Self.name(of: rule.id)),
                        "shortDescription": ["text": .string(Self.plain(rule.title[language]))],
                        "fullDescription": ["text": .string(Self.plain((rule.description ?? rule.title)[language]))],
                    ])
                }),
        ]
    }

    private func result(_ finding: Finding) -> JSONValue {
        let level =
            switch finding.level {
            case .error: "error"
            case .warning: "warning"
            case .note: "note"
            }
        let region: JSONValue = .present([
            "startLine": .integer(finding.place.line ?? 1), "startColumn": JSONValue(finding.place.column),
        ])
        return [
            "ruleId": .string(finding.rule.id),
            "ruleIndex": .integer(FindingRule.all.firstIndex(of: finding.rule) ?? -1), "level": .string(level),
            "message": ["text": .string(Self.plain(finding.message[language]))],
            "locations": [
                [
                    "physicalLocation": [
                        "artifactLocation": ["uri": .string(finding.place.path.uri), "uriBaseId": "%SRCROOT%"],
                        "region": region,
                    ]
                ]
            ],
            "partialFingerprints": ["perfsee/v1": .string(finding.fingerprint)],
        ]
    }

    /// `duplicate-versions` as the identifier that the format asks for: `DuplicateVersions`.
    private static func name(of id: String) -> String {
        id.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }

    /// In a message, braces are placeholders and `[text](1)` is a link: neither is meant. Brackets alone, as in the names of
    /// pages (`[id].tsx`), stay as they are.
    private static func plain(_ text: String) -> String {
        var plain = ""
        for scalar in text.unicodeScalars {
            if scalar == "(", plain.hasSuffix("]") { plain += "\u{200B}" }
            plain.unicodeScalars.append(scalar)
            if scalar == "{" || scalar == "}" { plain.unicodeScalars.append(scalar) }
        }
        return plain
    }
}
