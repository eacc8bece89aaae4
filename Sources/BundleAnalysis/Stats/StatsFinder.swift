import Foundation

/// Finds the stats among the files of a build by their content.
struct StatsFinder {
    /// Stats, and the file they were found in.
    struct Found: Equatable {
        let path: String
        let stats: BuildStats

        /// The folder that names of assets are relative to: Vite's manifest is in one of its own.
        var folder: String {
            let folder = MemberPath.folder(of: path)
            guard MemberPath.basename(of: folder) == ".vite" else { return folder }
            return MemberPath.folder(of: folder)
        }
    }

    /// What was found in a build.
    struct Result: Equatable {
        /// Nil if no file is recognized as stats.
        var found: Found?
        /// The files that describe the build, or seem to, and so are no part of it.
        var descriptions: Set<String> = []
    }

    let members: Members
    let limits: ArchiveLimits
    let folder: PrivateFolder
    var hasRoom: @Sendable () -> Bool = { true }
    /// The path of the only file to read; nil to search all.
    var only: String?

    /// Anomalies that are no reason to fail go to `warnings`.
    func find(
        warnings: inout AnalysisWarnings, progress: (AnalysisProgress) -> Void
    ) throws(AnalysisFailure) -> Result {
        var search = StatsSearch(members)
        var budget = limits.unpackedBytes
        for candidate in candidates where budget > 0 || !search.hasFound {
            try AnalysisFailure.checkCancellation(.stats)
            progress(.readingStats(path: candidate.path))
            do throws(AnalysisFailure) {
                search.note(try read(candidate, budget: &budget), candidate)
            } catch {
                guard error.kind == .build else { throw error }
                search.fail(error, candidate)
            }
        }
        let result = try search.result(warnings: &warnings)
        if let only, result.found == nil { throw .stats(.notStats(file: ShownName(only))) }
        return result
    }

    private var candidates: [StatsCandidate] {
        guard let only else { return StatsCandidate.among(members.paths) }
        return [StatsCandidate(path: only, rank: .plugin)]
    }

    private func read(
        _ candidate: StatsCandidate, budget: inout Int
    ) throws(AnalysisFailure) -> StatsSearch.Reading {
        guard let member = members[candidate.path], let input = try members.input(member) else { return .other(nil) }
        guard budget > 0 else { throw .stats(.candidatesTooLarge(limit: limits.unpackedBytes)) }
        var limits = limits
        limits.statsBytes = min(limits.statsBytes, budget, roomBesideMembers)
        limits.unpackedBytes = budget
        // Spent whether or not the file turns out to be readable.
        defer { budget -= max(member.size, 1) }
        let text = try StatsText(
            input, name: candidate.path, limits: limits, path: folder.path("stats"), hasRoom: hasRoom)
        budget -= text.bytes.count
        // The reader has only a pointer to the text.
        defer { withExtendedLifetime(text) {} }
        do throws(StatsFault) {
            return try Self.decode(StatsOutline(text.bytes, isMapped: text.isMapped), candidate)
        } catch {
            throw .stats(
                .malformed(
                    file: ShownName(candidate.path), position: text.position(of: error.offset), defect: error.defect))
        }
    }

    /// The unpacked build and the stats are on disk at the same time, and together must stay within the limit; small
    /// stats are held in memory.
    private var roomBesideMembers: Int {
        max(limits.unpackedBytes - members.unpackedBytes, StatsText.memoryBytes)
    }

    private static func decode(
        _ outline: StatsOutline, _ candidate: StatsCandidate
    ) throws(StatsFault) -> StatsSearch.Reading {
        switch try StatsFormats.read(outline) {
        case .stats(var stats):
            if outline.hasTextAround { stats.notes.insert(.textAround, at: 0) }
            return .stats(stats)
        case .lacking(let lack): return .lacking(lack)
        case nil: return .other(StatsLookalike.note(outline, candidate))
        }
    }
}
