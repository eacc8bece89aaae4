package import BundleAnalysis

/// The numbers of a build in OpenMetrics, as GitLab's metrics reports read them: those of the build alone, because GitLab
/// compares them with the target branch's.
package struct MetricsReport: Sendable {
    private let report: ChangeReport

    package init(_ report: ChangeReport) { self.report = report }

    package var text: String {
        let present = report.entryPoints.filter { !$0.isRemoved }
        let names = Self.toldApart(present.map(\.name))
        var document = OpenMetricsDocument()
        document.add("perfsee_size_bytes", isBytes: true, help: "All files of the build.", sizes([([], report.size)]))
        document.add(
            "perfsee_entry_point_size_bytes", isBytes: true, help: "All files of an entry point.",
            sizes(zip(names, present).map { ([("entry_point", $0)], $1.size) }))
        document.add(
            "perfsee_entry_point_initial_size_bytes", isBytes: true, help: "The initial files of an entry point.",
            sizes(zip(names, present).map { ([("entry_point", $0)], $1.initialSize) }))
        document.add(
            "perfsee_score", help: "The score of the build, from 0 to 100.",
            [OpenMetricsDocument.Sample(labels: [], value: "\(report.score.current ?? 0)")])
        document.add(
            "perfsee_entry_point_score", help: "The score of an entry point, from 0 to 100.",
            zip(names, present).map {
                OpenMetricsDocument.Sample(labels: [("entry_point", $0)], value: "\($1.score.current ?? 0)")
            })
        document.add(
            "perfsee_duplicates", help: "Code that is in the build more than once.",
            [
                OpenMetricsDocument.Sample(
                    labels: [], value: "\(report.duplicates.count + report.moreDuplicates)")
            ])
        let budgets = report.budgets.filter(\.value.isFinite)
        document.add(
            "perfsee_budget", help: "What a budget is on, in its unit.",
            zip(Self.toldApart(budgets.map(\.name)), budgets).map {
                OpenMetricsDocument.Sample(labels: [("budget", $0), ("unit", $1.unit.rawValue)], value: "\($1.value)")
            })
        return document.finished
    }

    private func sizes(_ measures: [(labels: [(String, String)], size: SizeMeasure)]) -> [OpenMetricsDocument.Sample] {
        measures.flatMap { labels, size in
            Coding.allCases.compactMap { coding in
                coding.figure(of: size).bytes.map {
                    OpenMetricsDocument.Sample(labels: labels + [("coding", coding.rawValue)], value: "\($0)")
                }
            }
        }
    }

    /// Names that are the same once they are labels get numbers: a series must not be there twice.
    private static func toldApart(_ names: [String]) -> [String] {
        var counts: [String: Int] = [:]
        return names.map { name in
            let label = OpenMetricsDocument.label(name)
            let count = counts[label, default: 0] + 1
            counts[label] = count
            return count == 1 ? label : "\(label)~\(count)"
        }
    }
}
