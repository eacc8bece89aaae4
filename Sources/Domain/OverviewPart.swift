/// What of a build its page shows.
package enum OverviewPart: Hashable, Sendable {
    package enum Section: String, Hashable, Sendable, CaseIterable {
        case entries, assets, packages, duplicates, audits
    }

    /// The first rows of every section.
    case front
    /// Rows of one section, after so many others.
    case section(Section, from: Int32)
}
