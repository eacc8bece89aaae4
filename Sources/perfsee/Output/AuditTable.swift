import BundleAnalysis
import Localization
import Reports

/// What audits found, one row for each of them: the worst first.
struct AuditTable {
    /// How many entry points a row names.
    private static let shown = 4

    private struct Row {
        var id: AuditID
        var isBad = false
        var places: [String] = []
        var worse: [String] = []
    }

    private let rows: [Row]
    private let isCompared: Bool

    init(_ report: ChangeReport, _ warnings: [AuditWarning]) {
        var rows: [Row] = []
        for audit in report.auditFindings {
            let known = rows.firstIndex { $0.id == audit.id }
            var row = known.map { rows[$0] } ?? Row(id: audit.id)
            row.isBad = row.isBad || audit.rating == .bad
            row.places.append(audit.findings > 0 ? "\(audit.findings) in \(audit.entryPoint)" : audit.entryPoint)
            if warnings.contains(where: { $0.isRelative && $0.isOf(audit) }) { row.worse.append(audit.entryPoint) }
            if let known { rows[known] = row } else { rows.append(row) }
        }
        self.rows = rows.enumerated().sorted { one, other in
            if one.element.isBad != other.element.isBad { return one.element.isBad }
            return one.offset < other.offset
        }.map(\.element)
        isCompared = report.isCompared
    }

    var lines: [String] {
        var table = isCompared ? Table("AUDIT", "FINDINGS", "WORSE THAN BEFORE") : Table("AUDIT", "FINDINGS")
        for row in rows {
            let title = "\(row.isBad ? "✕" : "!") \(row.id.text.en)"
            if isCompared {
                table.add(title, Self.list(row.places), Self.list(row.worse))
            } else {
                table.add(title, Self.list(row.places))
            }
        }
        return table.lines
    }

    private static func list(_ names: [String]) -> String {
        let more = names.count - shown
        return names.prefix(shown).joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
    }
}

extension AuditWarning {
    func isOf(_ finding: ChangeReport.Audit) -> Bool {
        audit == finding.id && entryPoint == ShownName(finding.entryPoint)
    }
}
