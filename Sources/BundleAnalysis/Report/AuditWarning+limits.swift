extension AuditWarning {
    /// Those of all entry points, in the order of the report.
    ///
    /// The limit of a value is that of the baseline less what the audit tolerates, which may be nothing; without a value
    /// of the baseline above 0, or without a tolerance, it is the audit's own.
    static func all(_ report: Report, _ baseline: BaselineReport?) -> [AuditWarning] {
        var warnings: [AuditWarning] = []
        for entryPoint in report.entryPoints {
            let base = baseline?.entryPoint(entryPoint.name)
            for audit in entryPoint.audits {
                guard warnings.count < Self.maximumCount else { return warnings }
                guard let score = audit.numericScore else { continue }
                let (limit, isRelative) = Self.limit(of: score, base?.values[audit.id.rawValue])
                guard score.value < limit else { continue }
                warnings.append(
                    AuditWarning(
                        entryPoint: ShownName(entryPoint.name), audit: audit.id, value: score.value, limit: limit,
                        isRelative: isRelative))
            }
        }
        return warnings
    }

    private static func limit(
        of score: AuditResult.NumericScore, _ baseline: Double?
    ) -> (limit: Double, isRelative: Bool) {
        guard let baseline, baseline != 0, let tolerance = score.relativeWarningThrottle else {
            return (score.absoluteWarningThrottle, false)
        }
        return (baseline - tolerance, true)
    }
}
