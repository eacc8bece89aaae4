import BundleAnalysis

/// A row of the table of sizes: all files, or an entry point's initial files or all of its files.
struct SizeRow {
    enum Subject {
        case build
        case initial(ChangeReport.EntryPoint)
        case files(ChangeReport.EntryPoint)
    }

    let subject: Subject
    let measure: SizeMeasure
    /// Nil in the second row of an entry point.
    let score: Compared<Int>?

    /// - Parameter entryPoints: those that are shown.
    static func rows(_ report: ChangeReport, _ entryPoints: [ChangeReport.EntryPoint]) -> [SizeRow] {
        [SizeRow(subject: .build, measure: report.size, score: report.score)]
            + entryPoints.flatMap { entryPoint in
                [
                    SizeRow(subject: .initial(entryPoint), measure: entryPoint.initialSize, score: entryPoint.score),
                    SizeRow(subject: .files(entryPoint), measure: entryPoint.size, score: nil),
                ]
            }
    }
}
