/// What comes after a table in a first variable.
extension ModuleTableFinder {
    /// The inlined entry modules of the function body around the cursor, which is behind the table.
    mutating func inlinedEntries() -> [Range<Int>] {
        while case .wrapping = frames.last?.kind {
            cursor.skip(toDepth: cursor.depth - 1)
            frames.removeLast()
        }
        switch frames.last?.kind {
        case .body, .script: break
        default: return []
        }
        var reader = EntryReader(depth: cursor.depth)
        return reader.read(&cursor)
    }

    /// The first variables are over, and all tables in them were empty: only entries can be left.
    mutating func endWithoutTable() {
        guard let range = emptyTable, found == nil else { return }
        emptyTable = nil
        guard case .body = frames.last?.kind else { return }
        var reader = EntryReader(depth: cursor.depth)
        let entryRanges = reader.read(&cursor)
        // Any script may start with an empty object.
        guard reader.hasRuntime else { return step() }
        found = ModuleTable(entries: [], range: range, entryRanges: entryRanges)
    }
}
