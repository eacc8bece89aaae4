import Domain
import Storage

/// Which branch a project's chart shows.
enum ChartBranch: Hashable, Sendable {
    /// The baseline branch: what people choose who choose nothing.
    case baseline
    case all
    case named(String)

    /// What stands for all branches in an address; no branch can have this name.
    static let allValue = "*"

    init(_ query: String) {
        let text = query.trimmed
        self = text.isEmpty ? .baseline : text == Self.allValue ? .all : .named(text)
    }

    /// The branch that was named, for the lists on the page.
    var name: String? {
        if case .named(let name) = self { name } else { nil }
    }
}

extension Project {
    /// The branches that may be the baseline branch, in the order in which they are tried.
    /// - Parameter branches: those that builds came from.
    func baselineBranches(of branches: [String]) -> [String] {
        guard let baselineBranch else { return Self.usualBaselineBranches }
        guard let expression = BaselineBranch(baselineBranch).expression else { return [baselineBranch] }
        return BaselineBranch.first(of: branches, matching: expression)
    }
}
