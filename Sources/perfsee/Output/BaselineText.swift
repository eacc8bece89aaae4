import ContinuousIntegration
import PerfseeSDK

/// What an upload says about its commit and the one that it is compared with: a line for people, and what a clone lacks.
struct BaselineText {
    /// The commit, its branch, and what it is compared with.
    let line: String
    /// What would make the comparison more exact; nil if nothing is missing.
    let advice: String?

    /// - Parameters:
    ///   - system: the CI system that the facts are from; nil if git was asked alone.
    ///   - result: what was searched and found; nil if nothing was searched.
    init(_ build: BuildDescription, system: String?, _ result: BaseCommitSearch.Result?) {
        var line = "Commit \(Self.short(build.commitHash)) on \(build.branch)"
        let request = build.pullRequest.map { "pull request \($0)" }
        let details = [request, build.isFork ? "from a fork" : nil, system.map { "according to \($0)" }]
        let known = details.compactMap { $0 }
        if !known.isEmpty { line += " (\(known.joined(separator: ", ")))" }
        self.line = "\(line), compared with \(Self.base(build, result?.base))".plain
        advice = result?.lack.flatMap(Self.advice)?.plain
    }

    private static func base(_ build: BuildDescription, _ base: BaseCommit?) -> String {
        let branch = build.baseBranch.map { "the newest build on \($0)" }
        guard let hash = build.baseCommitHash else { return branch ?? "the newest build on the baseline branch" }
        var text = short(hash)
        if let base {
            text += ", \(meaning(base.source, build.baseBranch))"
            if !base.ancestors.isEmpty {
                let count = base.ancestors.count
                text += ", or the newest of \(count) \(count == 1 ? "commit" : "commits") before it"
            }
        }
        return text
    }

    private static func meaning(_ source: BaseCommit.Source, _ branch: String?) -> String {
        let base = branch ?? "the base branch"
        return switch source {
        case .given: "as given"
        case .testMerge: "the commit of \(base) in the test merge"
        case .mergeBase: "where it left \(base)"
        case .firstParent: "the commit before it"
        case .baseHead: "the newest commit of \(base)"
        }
    }

    private static func advice(_ lack: CheckoutLack) -> String? {
        let deepen = "fetch more of it with `git fetch --unshallow`, or `fetch-depth: 0` in actions/checkout"
        let shallow = "This clone is shallow"
        switch lack {
        case .checkout:
            return "Git finds no checkout here that it may read, so the commit to compare with is not known exactly. "
                + "It refuses one that belongs to another user, unless safe.directory allows it."
        case .time:
            return "Git did not answer in time, so the commit to compare with is not known. Set it with --base-commit."
        case .hash:
            return "The commit to compare with is found by a full hash. Give --commit in full, or set --base-commit."
        case .commit(let hash, let isShallow):
            let missing = "does not have the commit \(hash.abbreviated)"
            return isShallow ? "\(shallow) and \(missing): \(deepen)." : "This clone \(missing): fetch it first."
        case .branch(let branch, let isShallow):
            let missing = "does not have the branch \(branch)"
            return isShallow
                ? "\(shallow) and \(missing): \(deepen)." : "This clone \(missing): `git fetch origin \(branch)`."
        case .mergeBase(let branch, let isShallow):
            return isShallow
                ? "\(shallow) and does not reach back to where the branch left \(branch): \(deepen)."
                : "The commit and \(branch) have no history in common."
        case .ancestors(let known):
            let commits = known == 0 ? "no commits" : known == 1 ? "only 1 commit" : "only \(known) commits"
            return
                "\(shallow) and has \(commits) before the one to compare with, which may not have been built: \(deepen)."
        case .baseBranch:
            return "Could not determine the branch to compare with. Set it with --base-branch."
        }
    }

    /// A hash as people read it; other text as it is.
    private static func short(_ commit: String) -> String {
        CommitHash(commit)?.abbreviated ?? commit
    }
}
