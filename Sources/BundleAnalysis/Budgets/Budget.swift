/// One budget: what it is on, and how much of it there may be.
package struct Budget: Sendable, Equatable {
    /// The one that it was given, or its kind with its subject.
    package var name: String
    package var subject: BudgetSubject
    package var coding: BudgetCoding
    package var limit: BudgetLimit
}

/// Which of the three sizes of a file counts.
package enum BudgetCoding: String, Sendable, Hashable, CaseIterable {
    case raw, gzip, brotli
}

/// What a budget is on, with its values.
package enum BudgetSubject: Sendable, Equatable {
    package enum Scope: Sendable, Equatable {
        case build
        case eachEntryPoint
        case entryPoint(String)
    }

    case size(Scope)
    case initialSize(Scope)
    case score(Scope)
    case duplicates
    case duplicateBytes
    case package(String)
    case files(Glob)
    /// Nil forbids every version, known or not.
    case forbidden(String, SemanticRange?)

    package var kind: BudgetKind {
        switch self {
        case .size: .size
        case .initialSize: .initialSize
        case .score: .score
        case .duplicates: .duplicates
        case .duplicateBytes: .duplicateBytes
        case .package: .package
        case .files: .files
        case .forbidden: .forbidden
        }
    }

    /// What a result calls it: the entry point, the package or the pattern; for a whole build, the kind.
    package var text: String {
        switch self {
        case .size(.entryPoint(let name)), .initialSize(.entryPoint(let name)), .score(.entryPoint(let name)): name
        case .package(let name), .forbidden(let name, _): name
        case .files(let glob): glob.text
        default: kind.rawValue
        }
    }

    /// The same of one entry point, where it is of each.
    func ofEntryPoint(_ name: String) -> BudgetSubject? {
        switch self {
        case .size(.eachEntryPoint): .size(.entryPoint(name))
        case .initialSize(.eachEntryPoint): .initialSize(.entryPoint(name))
        case .score(.eachEntryPoint): .score(.entryPoint(name))
        default: nil
        }
    }
}

/// How much there may be.
package enum BudgetLimit: Sendable, Equatable {
    /// The most; of a score, the least.
    case absolute(Double)
    /// How much worse than the baseline.
    case change(BudgetAllowance)
    /// How much worse than so many builds of the baseline branch before.
    case drift(BudgetAllowance, builds: Int)
}

/// How much worse something may become.
package enum BudgetAllowance: Sendable, Equatable {
    case amount(Double)
    /// In thousandths of a percent, so that it is a whole number.
    case share(Int)

    func amount(of reference: Double) -> Double {
        switch self {
        case .amount(let amount): amount
        case .share(let thousandths): reference * Double(thousandths) / 100_000
        }
    }

    var isShare: Bool {
        if case .share = self { true } else { false }
    }
}
