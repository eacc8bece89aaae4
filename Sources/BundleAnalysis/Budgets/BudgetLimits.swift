/// Limits on budgets, so that neither their file nor what it asks for takes long.
package enum BudgetLimits {
    /// Bytes of the file.
    package static let fileBytes = 64 << 10
    /// How many budgets a file has.
    package static let budgets = 100
    /// Bytes of a budget's name.
    package static let nameBytes = 200
    /// Bytes of the name of an entry point or a package.
    package static let textBytes = 512
    /// Bytes of a pattern of file names.
    package static let globBytes = 256
    /// Bytes of a range of versions.
    package static let rangeBytes = 256
    /// How many builds a drift can span.
    package static let builds = 2...200
    /// How many results a build has: a budget on each entry point has one for each.
    package static let results = 1_000
    /// How many faults of a file are told.
    package static let faults = 20
    /// The largest size, in bytes.
    package static let bytes = 1 << 50
    /// The largest count.
    package static let count = 1_000_000
    /// The largest growth, in percent.
    package static let percent = 1_000_000

    /// A size that changes by no more than this many bytes counts as unchanged.
    package static let noiseBytes = 100
    /// Neither does one count as changed whose change is at most one of so many parts of it: 0.1 %.
    package static let noiseParts = 1_000
}
