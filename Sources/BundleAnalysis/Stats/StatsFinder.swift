import Foundation

/// Finds the stats among the files of a build by their content.
struct StatsFinder {
    /// Stats, and the file they were found in.
    struct Found: Equatable {
        let path: String
        let stats: BuildStats
    }

    let members: Members
    let limits: ArchiveLimits
    let folder: PrivateFolder
    var hasRoom: @Sendable () -> Bool = { true }

    /// Nil if no file is recognized as stats. Anomalies that are no reason to fail go to `warnings`.
    func find(
        warnings: inout AnalysisWarnings, progress: (AnalysisProgress) -> Void
    ) throws(AnalysisFailure) -> Found? {
        var unreadable: [(path: String, failure: AnalysisFailure)] = []
        var certain: AnalysisFailure?
        var budget = limits.unpackedBytes
        for candidate in StatsCandidate.among(members.paths) {
            try AnalysisFailure.checkCancellation(.stats)
            progress(.readingStats(path: candidate.path))
            do throws(AnalysisFailure) {
                guard let stats = try read(candidate, budget: &budget) else { continue }
                unreadable.forEach { warnings.add(.unusedStats(problem: $0.failure.problem)) }
                return Found(path: candidate.path, stats: stats)
            } catch {
                guard error.kind == .build else { throw error }
                unreadable.append((candidate.path, error))
                if candidate.rank.isCertain { certain = certain ?? error }
            }
        }
        if let certain { throw certain }
        try refuseMessagePack()
        noteUnreadable(unreadable.map(\.path), in: &warnings)
        return nil
    }

    /// Nil if the file does not contain stats.
    private func read(
        _ candidate: StatsCandidate, budget: inout Int
    ) throws(AnalysisFailure) -> BuildStats? {
        guard let member = members[candidate.path], let input = try members.input(member) else { return nil }
        guard budget > 0 else { throw .stats(.candidatesTooLarge(limit: limits.unpackedBytes)) }
        var limits = limits
        limits.statsBytes = min(limits.statsBytes, budget, roomBesideMembers)
        limits.unpackedBytes = budget
        // Spent whether or not the file turns out to be readable.
        defer { budget -= max(member.size, 1) }
        let text = try StatsText(
            input, name: candidate.path, limits: limits, path: folder.path("stats"), hasRoom: hasRoom)
        budget -= text.bytes.count
        let decoded: Result<BuildStats?, AnalysisFailure>
        // The reader has only a pointer to the text.
        defer { withExtendedLifetime(text) {} }
        do throws(StatsFault) {
            decoded = try decode(StatsOutline(text.bytes), candidate)
        } catch {
            throw .stats(
                .malformed(
                    file: ShownName(candidate.path), position: text.position(of: error.offset), defect: error.defect))
        }
        return try decoded.get()
    }

    /// The unpacked build and the stats are on disk at the same time, and together must stay within the limit; small
    /// stats are held in memory.
    private var roomBesideMembers: Int {
        max(limits.unpackedBytes - members.unpackedBytes, StatsText.memoryBytes)
    }

    private func decode(
        _ outline: StatsOutline, _ candidate: StatsCandidate
    ) throws(StatsFault) -> Result<BuildStats?, AnalysisFailure> {
        let file = ShownName(candidate.path)
        switch outline.shape {
        case .webpack: return try webpack(WebpackStats(outline), file)
        case .esbuildMetafile: return .success(try EsbuildMetafile(outline).read())
        case .rollupBundle: return .failure(.stats(.rollupBundle(file: file)))
        case .unknown where candidate.rank == .plugin: return .failure(.stats(.notStats(file: file)))
        case .unknown: return .success(nil)
        }
    }

    private func webpack(
        _ webpack: WebpackStats, _ file: ShownName
    ) throws(StatsFault) -> Result<BuildStats?, AnalysisFailure> {
        let stats = try webpack.read()
        guard webpack.hasChunks else { return .failure(.stats(.noChunks(file: file))) }
        guard !stats.entryPoints.isEmpty else { return .failure(.stats(.noEntryPoints(file: file))) }
        return .success(stats)
    }

    private func refuseMessagePack() throws(AnalysisFailure) {
        guard let path = members.paths.first(where: StatsCandidate.isMessagePack) else { return }
        throw .stats(.messagePack(file: ShownName(path)))
    }

    private func noteUnreadable(_ paths: [String], in warnings: inout AnalysisWarnings) {
        guard !paths.isEmpty else { return }
        warnings.add(.unreadableFiles(names: ShownNames(paths)))
    }
}
