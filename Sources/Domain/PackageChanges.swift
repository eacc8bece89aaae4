/// Which packages a build has that the build before it had not, and the other way round. By the bytes of their names, and
/// in their order.
package struct PackageChanges: Hashable, Sendable {
    /// A package of a build, without its size.
    package struct Listed: Hashable, Sendable {
        package var name: String
        package var copies: Int

        package init(name: String, copies: Int) {
            self.name = name
            self.copies = copies
        }

        fileprivate func precedes(_ other: Listed) -> Bool { name.utf8.lexicographicallyPrecedes(other.name.utf8) }
    }

    package private(set) var added: [String] = []
    package private(set) var removed: [String] = []
    /// Those that are there more than once now, and were once at most.
    package private(set) var duplicated: [String] = []
    /// Those that were there more than once, and are once now.
    package private(set) var deduplicated: [String] = []

    /// - Parameters:
    ///   - before: the packages of the build before, each name once.
    ///   - after: those of the build.
    package init(from before: [Listed], to after: [Listed]) {
        let (before, after) = (before.sorted { $0.precedes($1) }, after.sorted { $0.precedes($1) })
        var (old, new) = (0, 0)
        while old < before.count || new < after.count {
            if new == after.count || (old < before.count && before[old].precedes(after[new])) {
                removed.append(before[old].name)
                old += 1
            } else if old == before.count || after[new].precedes(before[old]) {
                note(after[new], before: nil)
                new += 1
            } else {
                note(after[new], before: before[old])
                (old, new) = (old + 1, new + 1)
            }
        }
    }

    private mutating func note(_ package: Listed, before: Listed?) {
        if before == nil { added.append(package.name) }
        if package.copies > 1, (before?.copies ?? 0) <= 1 { duplicated.append(package.name) }
        if package.copies <= 1, let before, before.copies > 1 { deduplicated.append(package.name) }
    }

    package var isEmpty: Bool { added.isEmpty && removed.isEmpty && duplicated.isEmpty && deduplicated.isEmpty }
}
