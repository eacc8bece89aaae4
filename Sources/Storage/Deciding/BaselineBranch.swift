package import Domain
package import Foundation

/// A project's baseline branch: a name, or a regular expression written as `/…/`.
package struct BaselineBranch {
    /// The most branches that an expression is matched against: those with the newest builds.
    package static let maximumCandidates = 1_000
    /// How many times the matcher may report progress (every few thousand steps) while it matches one expression
    /// against all branches: some expressions would otherwise backtrack forever. What remains after that does not
    /// match.
    package static let matchingBudget = 200

    /// The first branch that matches, as a list.
    package static func first(of branches: [String], matching expression: NSRegularExpression) -> [String] {
        var budget = matchingBudget
        return branches.first { matches(expression, $0, budget: &budget) }.map { [$0] } ?? []
    }

    /// Whether a build is of the branch that the setting names, or of one that its expression matches.
    package func contains(_ build: Artifact.Build) -> Bool {
        guard !build.isFork else { return false }
        guard let expression else { return build.branch.hasSameBytes(as: setting) }
        return !Self.first(of: [build.branch], matching: expression).isEmpty
    }

    private static func matches(_ expression: NSRegularExpression, _ branch: String, budget: inout Int) -> Bool {
        guard budget > 0 else { return false }
        var isMatch = false
        var left = budget
        let range = NSRange(branch.startIndex..., in: branch)
        expression.enumerateMatches(in: branch, options: .reportProgress, range: range) { result, _, stop in
            isMatch = result != nil
            left -= result == nil ? 1 : 0
            if isMatch || left <= 0 { stop.pointee = true }
        }
        budget = left
        return isMatch
    }

    package let expression: NSRegularExpression?
    private let setting: String

    package init(_ setting: String) {
        self.setting = setting
        guard setting.count > 2, setting.hasPrefix("/"), setting.hasSuffix("/") else {
            expression = nil
            return
        }
        expression = try? NSRegularExpression(pattern: String(setting.dropFirst().dropLast()))
    }
}
