import ContinuousIntegration
import PerfseeSDK

/// The commit that an upload says it was built from, and what it is compared with: as given by flags, else as the CI system
/// and git say.
struct UploadedCommit {
    /// What the flags say.
    struct Given {
        var branch: String?
        var commit: String?
        var baseBranch: String?
        var baseCommit: String?
    }

    let branch: String
    let commit: String
    private let given: Given
    private let facts: BuildFacts

    /// Throws if nobody names the branch or the commit.
    init(_ given: Given, _ facts: BuildFacts) throws {
        self.given = given
        self.facts = facts
        guard let branch = given.branch ?? facts.branch?.text else {
            guard let tag = facts.ci?.tag else {
                throw CommandFailure("Could not determine the branch. Set it with --branch.")
            }
            throw CommandFailure(
                "This job builds the tag \(tag.plain), which is not a branch. Set the branch with --branch.")
        }
        guard let commit = given.commit ?? facts.commitHash?.text else {
            throw CommandFailure("Could not determine the commit. Set it with --commit.")
        }
        self.branch = branch
        self.commit = commit
    }

    /// What to send about the build, and what was found for it.
    func described(of project: Project, named name: String) -> (BuildDescription, BaselineText) {
        var description = BuildDescription(of: project, branch: branch, commitHash: commit, artifactName: name)
        let request = facts.ci?.pullRequest
        description.tag = facts.ci?.tag
        description.pullRequest = request?.number
        description.isFork = request?.isFork ?? false
        if let hash { (description.commitMessage, description.author) = facts.authorship(of: hash) }
        var search = facts.search(
            commit: hash, branch: given.branch.flatMap { BranchName($0) },
            baseBranch: given.baseBranch.flatMap { BranchName($0) },
            projectBranch: project.baselineBranch.flatMap { BranchName($0) })
        search.given = given.baseCommit.flatMap { CommitHash($0) }
        description.baseBranch = given.baseBranch ?? search.baseBranch?.text
        description.baseCommitHash = given.baseCommit
        var result: BaseCommitSearch.Result?
        // What is no full hash is sent as it was given.
        if given.baseCommit == nil || search.given != nil {
            result = search.result()
            description.baseCommitHash = result?.base?.hash.text
            description.baseAncestors = result?.base?.ancestors.map(\.text) ?? []
        }
        return (description, BaselineText(description, system: facts.ci?.system, result))
    }

    /// The commit's full hash, if it is given as one, or as an abbreviation of the one that is known.
    private var hash: CommitHash? {
        guard let text = given.commit else { return facts.commitHash }
        if let hash = CommitHash(text) { return hash }
        return [facts.commitHash, facts.checkout.head].lazy.compactMap { $0 }.first { $0.isAbbreviated(by: text) }
    }
}
