import Testing

@testable import BundleAnalysis

/// One build, analyzed with its stats and without them.
struct BuildPair {
    private let stated: AnalysisOutcome
    private let found: AnalysisOutcome

    init(_ stated: AnalysisOutcome, _ found: AnalysisOutcome) { (self.stated, self.found) = (stated, found) }

    /// - Parameter isClose: whether the raw bytes of a package, with stats and without them, are the same but for what
    ///   a map cannot know.
    func check(isClose: (Int, Int) -> Bool) {
        #expect(entries(of: found) == entries(of: stated))
        #expect(found.size == stated.size)
        let (counted, mapped) = (packages(of: stated), packages(of: found))
        #expect(Set(counted.keys) == Set(mapped.keys))
        for (path, raw) in counted { #expect(isClose(raw, mapped[path] ?? 0), "\(path): \(raw), \(mapped[path] ?? 0)") }
    }

    private struct Entry: Equatable {
        let initialFiles: Set<String>
        let size: AssetSize
        let initialSize: AssetSize
    }

    /// By their files, because names may differ.
    private func entries(of outcome: AnalysisOutcome) -> [Set<String>: Entry] {
        let report = outcome.report
        func names(_ refs: [Int]) -> Set<String> { Set(refs.map { report.assets[$0 - 1].name }) }
        let entries = report.entryPoints.map { entry in
            let initialRefs = entry.initialChunkRefs.flatMap { report.chunks[$0 - 1].assetRefs }
            let found = Entry(initialFiles: names(initialRefs), size: entry.size, initialSize: entry.initialSize)
            return (names(entry.assetRefs), found)
        }
        #expect(Set(entries.map(\.0)).count == entries.count)
        return Dictionary(entries) { first, _ in first }
    }

    /// Raw bytes in all assets by path.
    private func packages(of outcome: AnalysisOutcome) -> [String: Int] {
        let paths = outcome.report.packages.map(\.path)
        let refs = outcome.report.assets.flatMap(\.packageRefs).filter { $0.size.raw > 0 }
        return Dictionary(refs.map { (paths[$0.ref - 1], $0.size.raw) }, uniquingKeysWith: +)
    }
}
