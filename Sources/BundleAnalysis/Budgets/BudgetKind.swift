/// What budgets can be on. The raw value is what `on` says in the file.
package enum BudgetKind: String, Sendable, Hashable, Codable, CaseIterable {
    /// Of the build, or of an entry point.
    case size
    /// What an entry point loads initially.
    case initialSize
    case score
    /// How much code there is more than once.
    case duplicates
    /// The bytes that it wastes.
    case duplicateBytes
    /// The size of a package.
    case package
    /// The size of all files whose names match a pattern.
    case files
    /// Copies of a package that must not be there.
    case forbidden

    /// What its values are in.
    package var unit: BudgetResult.Unit {
        switch self {
        case .size, .initialSize, .duplicateBytes, .package, .files: .bytes
        case .score: .score
        case .duplicates, .forbidden: .count
        }
    }
}
