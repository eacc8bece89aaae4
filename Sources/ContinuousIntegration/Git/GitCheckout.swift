package import Foundation

/// What the git checkout around a folder says. Whatever git does not say, for whatever reason, is nil.
package struct GitCheckout: Sendable {
    /// How long all questions to git may take together.
    package static let patience: Duration = .seconds(20)
    /// How many bytes of a commit are read: its parents and the first line of its message are at its beginning.
    static let longestCommit = 64 << 10

    private let git: GitCommand
    /// What is checked out; nil if there is no git, no checkout or no commit.
    package let head: CommitHash?

    /// - Parameters:
    ///   - folder: in the checkout.
    ///   - program: git's name, or its path.
    ///   - patience: how long all questions may take together.
    package init(folder: URL, program: String = "git", patience: Duration = patience) {
        git = GitCommand(folder: folder, program: program, patience: Patience(patience))
        head = Self.hash(git.run(["rev-parse", "--verify", "--quiet", "--end-of-options", "HEAD^{commit}"]))
    }

    /// The branch that is checked out; nil if a commit is.
    package var branch: BranchName? {
        line("symbolic-ref", "--quiet", "HEAD").flatMap(BranchName.init)
    }

    package var remote: GitRemote? {
        line("config", "--get", "remote.origin.url").flatMap(GitRemote.init)
    }

    /// Whether git ran out of time.
    package var isOutOfTime: Bool { git.patience.isOver }

    /// Whether the clone lacks the history before some commits.
    package var isShallow: Bool { line("rev-parse", "--is-shallow-repository") == "true" }

    /// The branch that `origin` has checked out, else one with a usual name.
    package var defaultBranch: BranchName? {
        let origin = "refs/remotes/origin/"
        if let reference = line("symbolic-ref", "--quiet", origin + "HEAD"), reference.utf8.starts(with: origin.utf8) {
            return BranchName(String(Substring(reference.utf8.dropFirst(origin.utf8.count))))
        }
        return ["main", "master"].compactMap(BranchName.init).first { newest(of: $0) != nil }
    }

    /// The newest commit of a branch, as the remote had it when it was fetched, else of the local branch.
    package func newest(of branch: BranchName) -> CommitHash? {
        for folder in ["refs/remotes/origin/", "refs/heads/"] {
            // This takes a name, not an expression: nothing in it has a meaning.
            if let hash = hash("show-ref", "--verify", "--hash", "--", folder + branch.text) { return hash }
        }
        return nil
    }

    /// The commit, if the clone has it.
    package func commit(_ hash: CommitHash) -> CommitObject? {
        guard case .answered(let text) = git.run(["cat-file", "commit", hash.text], limit: Self.longestCommit) else {
            return nil
        }
        return CommitObject(hash: hash, text: text)
    }

    /// The newest commit that both have; nil also if the clone lacks it.
    package func mergeBase(of one: CommitHash, and other: CommitHash) -> CommitHash? {
        hash("merge-base", one.text, other.text)
    }

    /// The commits before it that were, one after the other, the newest of its branch: always the first parent.
    package func ancestors(of hash: CommitHash, limit: Int) -> [CommitHash] {
        guard case .answered(let text) = git.run(["rev-list", "--first-parent", "--max-count=\(limit + 1)", hash.text])
        else { return [] }
        return text.utf8.split(separator: UInt8(ascii: "\n")).dropFirst().compactMap {
            CommitHash(String(Substring($0)))
        }
    }

    /// Where the first parents of `tip` left the history of `commit`: the first of them that it does not have.
    package func firstAfter(_ commit: CommitHash, upTo tip: CommitHash) -> CommitHash? {
        let arguments = ["rev-list", "--first-parent", "--reverse", tip.text, "^" + commit.text]
        return Self.hash(git.run(arguments, limit: commit.text.utf8.count))
    }

    private func line(_ arguments: String...) -> String? {
        guard case .answered(let text) = git.run(arguments) else { return nil }
        let line = text.utf8.prefix { $0 != UInt8(ascii: "\n") }
        return line.isEmpty ? nil : String(Substring(line))
    }

    private func hash(_ arguments: String...) -> CommitHash? {
        Self.hash(git.run(arguments))
    }

    private static func hash(_ outcome: GitCommand.Outcome) -> CommitHash? {
        guard case .answered(let text) = outcome else { return nil }
        return CommitHash(String(Substring(text.utf8.prefix { $0 != UInt8(ascii: "\n") })))
    }
}
