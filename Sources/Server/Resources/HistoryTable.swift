import Domain
import Storage

/// A project's history for spreadsheets: a row for each build, with an empty `entry`, followed by one for each of its entry
/// points; only the latter if one entry point was asked for.
struct HistoryTable: Sendable {
    private static let columns: [String] =
        ["artifact", "name", "branch", "commit", "createdAt", "entry"]
        + sizes("size") + sizes("initialSize") + ["score", "package", "versions", "copies"] + sizes("packageSize")
        + ["marks"]

    private var table = CSVTable(Self.columns)

    var text: String { table.text }

    mutating func add(_ build: HistoricBuild, entry: String?, marks: [HistoryMark]) {
        guard let result = build.artifact.result else { return }
        if entry == nil {
            add(build, marks, entry: nil, size: result.size, initialSize: nil, score: result.score)
        }
        for point in build.entryPoints(named: entry) {
            add(
                build, marks, entry: point.name, size: point.size, initialSize: point.initialSize, score: point.score)
        }
    }

    private mutating func add(
        _ build: HistoricBuild, _ marks: [HistoryMark], entry: String?, size: Artifact.Size,
        initialSize: Artifact.Size?, score: Int
    ) {
        let (artifact, package) = (build.artifact, build.package)
        let place: [String?] = [
            String(artifact.id), artifact.build.name, artifact.build.branch, artifact.build.hash,
            artifact.createdAt.iso8601, entry,
        ]
        let figures = Self.cells(size) + Self.cells(initialSize) + [String(score)]
        let share: [String?] = [
            package?.name, package?.versions.joined(separator: " "), package.map { String($0.copies) },
        ]
        let happened = marks.map(\.kind.rawValue).joined(separator: " ")
        table.add(place + figures + share + Self.cells(package?.size) + [happened])
    }

    private static func sizes(_ name: String) -> [String] { ["Raw", "Gzip", "Brotli"].map { name + $0 } }

    private static func cells(_ size: Artifact.Size?) -> [String?] {
        [size?.raw, size?.gzip, size?.brotli].map { $0.map { String($0) } }
    }
}
