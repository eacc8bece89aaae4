import Domain

/// The builds of one name on one branch: one line of a chart.
struct ChartSeries: Sendable {
    /// The most lines that a chart tells apart; the table has the builds of all others.
    static let maximum = 8

    var name: String
    var branch: String
    /// Oldest first; all of them passed.
    var artifacts: [Artifact]

    /// The line with the newest build first.
    /// - Parameter artifacts: newest first.
    static func all(of artifacts: [Artifact]) -> [ChartSeries] {
        // By bytes: Swift takes two encodings of the same letter for equal, Git does not.
        struct Key: Hashable {
            var name: [UInt8]
            var branch: [UInt8]
        }
        var order: [Key] = []
        var series: [Key: ChartSeries] = [:]
        for artifact in artifacts where artifact.result != nil {
            let build = artifact.build
            let key = Key(name: Array(build.name.utf8), branch: Array(build.branch.utf8))
            if series[key] == nil {
                order.append(key)
                series[key] = ChartSeries(name: build.name, branch: build.branch, artifacts: [])
            }
            series[key]?.artifacts.append(artifact)
        }
        return order.compactMap { series[$0] }.map { found in
            ChartSeries(name: found.name, branch: found.branch, artifacts: found.artifacts.reversed())
        }
    }
}
