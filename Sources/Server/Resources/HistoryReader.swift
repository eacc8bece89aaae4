import Domain
import Storage

/// Reads a project's history, with its marks.
struct HistoryReader: Sendable {
    /// Of how many builds, at most, it is looked up which packages are others than in the build before. The packages of
    /// most builds are the same as before, which their digests tell.
    static let maximumCompared = 20

    let store: any HistoryStore & BudgetStore

    /// - Parameter package: the one that the marks are about; nil for all.
    func marks(
        of builds: [HistoricBuild], package: String?, in project: Project
    ) async throws -> [Artifact.ID: [HistoryMark]] {
        var marks: [Artifact.ID: [HistoryMark]]
        if let package {
            marks = Self.marks(of: package, in: builds)
        } else {
            marks = try await packageMarks(of: builds, in: project)
        }
        for id in try await store.accepted(of: builds.map(\.artifact.id), in: project.number) {
            marks[id, default: []].insert(HistoryMark(.accepted), at: 0)
        }
        return marks
    }

    private func packageMarks(
        of builds: [HistoricBuild], in project: Project
    ) async throws -> [Artifact.ID: [HistoryMark]] {
        let changed = builds.filter(\.hasOtherPackages)
        let compared = changed.prefix(Self.maximumCompared)
        var marks = Dictionary(
            changed.dropFirst(compared.count).map { ($0.artifact.id, [HistoryMark(.changedPackages)]) }
        ) { first, _ in first }
        let ids = compared.flatMap { [$0.artifact.id, $0.earlier?.id].compactMap(\.self) }
        let lists = ids.isEmpty ? [:] : try await store.packageLists(of: ids, in: project.number)
        for build in compared {
            let before = build.earlier.flatMap { lists[$0.id] } ?? []
            let found = HistoryMark.all(PackageChanges(from: before, to: lists[build.artifact.id] ?? []))
            if !found.isEmpty { marks[build.artifact.id] = found }
        }
        return marks
    }

    /// What became of the package that was asked for.
    private static func marks(of package: String, in builds: [HistoricBuild]) -> [Artifact.ID: [HistoryMark]] {
        var marks: [Artifact.ID: [HistoryMark]] = [:]
        for build in builds where build.hasOtherPackages {
            guard let earlier = build.earlier else { continue }
            func listed(_ copies: Int) -> [PackageChanges.Listed] {
                copies > 0 ? [PackageChanges.Listed(name: package, copies: copies)] : []
            }
            let changes = PackageChanges(from: listed(earlier.copies), to: listed(build.package?.copies ?? 0))
            let found = HistoryMark.all(changes)
            if !found.isEmpty { marks[build.artifact.id] = found }
        }
        return marks
    }
}

extension HistoricBuild {
    /// Whether it certainly has other packages, or other duplicates, than the build before.
    fileprivate var hasOtherPackages: Bool {
        guard let digest, let before = earlier?.digest else { return false }
        return digest != before
    }
}

extension HistoryMark {
    fileprivate static func all(_ changes: PackageChanges) -> [HistoryMark] {
        let kinds: [(Kind, [String])] = [
            (.newPackages, changes.added), (.removedPackages, changes.removed),
            (.duplicatedPackages, changes.duplicated), (.deduplicatedPackages, changes.deduplicated),
        ]
        return kinds.filter { !$0.1.isEmpty }.map { HistoryMark($0.0, $0.1) }
    }
}
