package import Foundation

/// A build from the files that its analysis stored, with all that an overview tells of it.
package struct StoredBuild: Sendable {
    package let build: ComparedBuild
    let findings: StoredFindings
    let chains: ImportChains?

    /// - Parameters:
    ///   - report: the stored `report.json` of an artifact, of this version of the analysis or of an earlier one.
    ///   - content: its `content.json`; without it, no change has a cause.
    ///   - imports: which module imports which; nil if the analysis stored none.
    package init(report: Data, content: Data?, imports: ImportGraph?) throws(StoredBuildFault) {
        let leaves: ContentLeaves = if let content { try ContentReader.leaves(of: content) } else { ContentLeaves() }
        guard let document = try? JSONDecoder().decode(Document.self, from: report) else { throw .invalidReport }
        build = ComparedBuild(document.report, leaves)
        findings = document.findings
        chains = imports.map(ImportChains.init)
    }

    /// What changed from a baseline.
    package func diff(against baseline: ComparedBuild) -> BuildDiff {
        BuildComparison.diff(build, against: baseline) { chains?.place(of: $0) }
    }

    /// Both from one pass over the JSON, which may have megabytes.
    private struct Document: Decodable {
        let report: StoredReport
        let findings: StoredFindings

        init(from decoder: any Decoder) throws {
            report = try StoredReport(from: decoder)
            findings = try StoredFindings(from: decoder)
        }
    }

    var reported: ReportedBuild {
        ReportedBuild(build.report, findings, size: build.deliveredSize, imports: chains?.graph)
    }
}

extension ChangeReport {
    /// The report that the analysis of a stored build would have made.
    ///
    /// - Parameter diff: what differs from the baseline; nil without one.
    package init(_ stored: StoredBuild, diff: BuildDiff?) { self.init(stored.reported, diff: diff) }
}

extension ReportedBuild {
    /// - Parameter imports: nil if the analysis stored none.
    fileprivate init(_ report: StoredReport, _ findings: StoredFindings, size: AssetSize, imports: ImportGraph?) {
        let audits = report.entryPoints.flatMap { entryPoint in
            entryPoint.audits.compactMap { audit -> ChangeReport.Audit? in
                // Another version may have other audits, and other ratings.
                guard let id = AuditID(rawValue: audit.id), let rating = AuditResult.Score(rawValue: audit.score) else {
                    return nil
                }
                return ChangeReport.Audit(
                    entryPoint: entryPoint.name, id: id, rating: rating, value: audit.value, findings: audit.findings)
            }
        }
        self.init(
            score: report.score, size: size,
            entryPoints: report.entryPoints.map {
                EntryPoint(name: $0.name, size: $0.size, initialSize: $0.initialSize, score: $0.score)
            }, duplicates: findings.duplicates, audits: audits)
        let names = Dictionary(report.assets.map { ($0.ref, $0.name) }) { first, _ in first }
        for entryPoint in report.entryPoints {
            files[entryPoint.name] = entryPoint.assetRefs.lazy.compactMap { names[$0] }.first
        }
        if let imports { takeModules(imports) }
    }
}
