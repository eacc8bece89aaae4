/// What is remarkable about a build in its project's history.
struct HistoryMark: Hashable, Sendable {
    enum Kind: String, Hashable, Sendable, CaseIterable {
        /// An excess of a budget was accepted.
        case accepted
        case newPackages = "packages-new"
        case removedPackages = "packages-gone"
        /// They are in the build more than once now: in several versions, or the same one twice.
        case duplicatedPackages = "packages-duplicated"
        case deduplicatedPackages = "packages-deduplicated"
        /// The packages are others than before; which ones was not looked up.
        case changedPackages = "packages-changed"
    }

    /// The most packages that a mark names.
    static let maximumNames = 10

    var kind: Kind
    /// The first of them, by name.
    var packages: [String] = []
    /// How many more there are.
    var further = 0

    init(_ kind: Kind, _ names: [String] = []) {
        self.kind = kind
        packages = Array(names.prefix(Self.maximumNames))
        further = names.count - packages.count
    }
}
