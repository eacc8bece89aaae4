/// The entry points of two builds, matched by name. Of several with one name the first of each build belong together, then
/// the second, and so on.
struct EntryPointMatches {
    private(set) var all: [(current: StoredReport.EntryPoint?, baseline: StoredReport.EntryPoint?)] = []
    private(set) var added: [String] = []
    private(set) var removed: [String] = []

    init(_ current: [StoredReport.EntryPoint], _ baseline: [StoredReport.EntryPoint]) {
        var open = Dictionary(grouping: baseline.indices) { Array(baseline[$0].name.utf8) }.mapValues { $0[...] }
        var matched: Set<Int> = []
        for entryPoint in current {
            let other = open[Array(entryPoint.name.utf8)]?.popFirst()
            if let other { matched.insert(other) } else { added.append(entryPoint.name) }
            all.append((entryPoint, other.map { baseline[$0] }))
        }
        for index in baseline.indices where !matched.contains(index) {
            removed.append(baseline[index].name)
            all.append((nil, baseline[index]))
        }
    }
}
