/// Limits on an overview, since the build may be a stranger's.
package enum OverviewLimits {
    /// How many rows of a section a page of nothing else has.
    package static let page = 500
    /// How many findings of an audit are named.
    package static let findings = 10
    /// How many findings of an audit are looked at for what they could save.
    static let readFindings = 200
    /// How many copies of a duplicate are named.
    static let copies = 5
    /// How many unused modules are named; the report has more.
    static let unused = 20
    /// How many causes a change has is a limit of the comparison: ``ComparisonLimits/causes``.

    /// How many rows of a section the page of the whole build has.
    package static func front(_ section: BuildOverview.Section) -> Int {
        switch section {
        case .entries: 50
        case .assets: 100
        case .packages: 50
        case .duplicates: 20
        case .audits: 10
        }
    }
}
