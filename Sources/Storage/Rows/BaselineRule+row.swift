package import Domain

extension Artifact.BaselineRule {
    /// Nil for a rule that only a newer version knows.
    init?(column: String) {
        switch column {
        case "commit": self = .commit
        case "ancestor": self = .ancestor
        // What version 0.1 called `branch` was the branch that the upload named.
        case "base-branch", "branch": self = .baseBranch
        case "baseline-branch", "projectBranch": self = .baselineBranch
        case "own-branch": self = .branch
        default: return nil
        }
    }

    /// Its stored name, which never changes: `branch` once meant something else.
    package var column: String { self == .branch ? "own-branch" : rawValue }
}
