/// What is wrong with a file of budgets, and where.
package struct BudgetFileFault: Error, Hashable, Sendable, Codable {
    /// From 1; nil for what is wrong with the whole file.
    package var line: Int?
    /// `budgets[2].max`; nil for what is wrong with the whole file.
    package var key: ShownName?
    package var reason: BudgetFault

    init(line: Int? = nil, key: String? = nil, _ reason: BudgetFault) {
        (self.line, self.key, self.reason) = (line, key.map(ShownName.init), reason)
    }
}

/// All that is wrong with a file of budgets: at least one fault, at most ``BudgetLimits/faults``.
package struct BudgetFileFaults: Error, Hashable, Sendable {
    package let faults: [BudgetFileFault]
}

/// What is wrong with a file of budgets, or with a value in it.
package enum BudgetFault: Hashable, Sendable, Codable {
    /// The file has more than `limit` bytes.
    case fileTooLarge(limit: Int)
    case notUTF8
    case notYAML
    /// A text that begins with `*` is a reference in YAML.
    case needsQuotes
    /// `&name`: references are not supported.
    case anchor
    case unknownKey(nearest: ShownName?)
    case repeatedKey
    /// The key is only for budgets of another kind.
    case notFor(BudgetKind)
    /// The key is only for budgets with another key.
    case onlyWith(ShownName)
    case missing(ShownName)
    case notList
    case notMapping
    case notText
    case tooManyBudgets(limit: Int)
    case empty
    case tooLong(limit: Int)
    case notOneOf([String])
    case notSize
    case notSizeOrPercent
    case notCount
    case notCountOrPercent
    case notScore
    case notScoreOrPercent
    case notBuilds(lowest: Int, highest: Int)
    /// There must be exactly one of these keys.
    case notOneLimit([String])
    case repeatedName
    case glob(Glob.Fault)
    case range(SemanticRange.Fault)
}
