package import BundleAnalysis
package import Localization

/// A report as JSON: the member `changeReport` of what `perfsee analyze --json` prints. Its form is described by
/// `docs/analyze.schema.json`.
package struct ChangeReportDocument: Encodable, Sendable {
    private let report: ChangeReport
    private let language: Language

    package init(_ report: ChangeReport, language: Language = .english) {
        (self.report, self.language) = (report, language)
    }

    package func encode(to encoder: any Encoder) throws { try value.encode(to: encoder) }

    var value: JSONValue {
        var members = numbers
        members["verdict"] = verdict
        members["causes"] = .array(report.causes.map(cause))
        members["other"] = report.other.map(change) ?? .null
        members["duplicates"] = .array(report.duplicates.map(duplicate))
        members["moreDuplicates"] = .integer(report.moreDuplicates)
        members["audits"] = .array(report.auditFindings.map(audit))
        members["budgets"] = .array(report.budgets.map(budget))
        return .object(members)
    }

    /// The sizes and scores.
    var numbers: [String: JSONValue] {
        [
            "compared": .bool(report.isCompared), "score": score(report.score), "size": measure(report.size),
            "entryPoints": .array(
                report.entryPoints.map { entryPoint in
                    [
                        "name": .string(entryPoint.name), "score": score(entryPoint.score),
                        "size": measure(entryPoint.size), "initialSize": measure(entryPoint.initialSize),
                    ]
                }),
        ]
    }

    private var verdict: JSONValue {
        let kind =
            switch report.verdict.change {
            case .first: "first"
            case .unchanged: "unchanged"
            case .moved: "moved"
            case .compressed: "compressed"
            case .scored: "score"
            case .changed: "size"
            }
        return [
            "text": .string(report.verdict.text[language]), "kind": .string(kind),
            "exceededBudgets": .array(report.verdict.exceeded.map(JSONValue.string)),
        ]
    }

    private func score(_ score: Compared<Int>) -> JSONValue {
        ["current": JSONValue(score.current), "baseline": JSONValue(score.baseline)]
    }

    private func measure(_ measure: SizeMeasure) -> JSONValue {
        [
            "current": measure.current.map(size) ?? .null, "baseline": measure.baseline.map(size) ?? .null,
            "change": measure.change.map(change) ?? .null,
        ]
    }

    private func size(_ size: AssetSize) -> JSONValue {
        .present(["raw": .integer(size.raw), "gzip": JSONValue(size.gzip), "brotli": JSONValue(size.brotli)])
    }

    private func change(_ change: SizeChange) -> JSONValue {
        .present(["raw": .integer(change.raw), "gzip": JSONValue(change.gzip), "brotli": JSONValue(change.brotli)])
    }

    private func cause(_ cause: ChangeCause) -> JSONValue {
        .present([
            "kind": .string(cause.kind.rawValue), "name": .string(cause.name), "path": JSONValue(cause.path),
            "version": JSONValue(cause.version), "baselineVersion": JSONValue(cause.baselineVersion),
            "state": .string(cause.state.rawValue), "change": change(cause.change),
            "importedBy": cause.importedBy.map(place) ?? .null,
        ])
    }

    private func place(_ place: ImportPlace) -> JSONValue {
        .present([
            "module": .string(place.module), "specifier": JSONValue(place.specifier),
            "kind": .string(place.kind.rawValue), "line": JSONValue(place.line), "column": JSONValue(place.column),
        ])
    }

    private func duplicate(_ duplicate: Duplicate) -> JSONValue {
        .present([
            "kind": .string(duplicate.kind.rawValue), "name": .string(duplicate.name),
            "wasted": size(AssetSize(duplicate.wasted)),
            "saving": duplicate.saving.map { size(AssetSize($0)) } ?? .null,
            "remedy": .string(duplicate.remedy.text[language]),
        ])
    }

    private func audit(_ audit: ChangeReport.Audit) -> JSONValue {
        .present([
            "entryPoint": .string(audit.entryPoint), "id": .string(audit.id.rawValue),
            "title": .string(audit.id.text[language]), "rating": audit.rating == .bad ? "bad" : "warning",
            "value": JSONValue(audit.value), "findings": .integer(audit.findings),
        ])
    }

    private func budget(_ budget: BudgetResult) -> JSONValue {
        [
            "name": .string(budget.name), "subject": .string(budget.subject), "value": JSONValue(budget.value),
            "limit": JSONValue(budget.limit), "baseline": JSONValue(budget.baseline),
            "unit": .string(budget.unit.rawValue), "exceeded": .bool(budget.exceeded),
        ]
    }
}
