import Foundation

/// The facts about a build that need not be given: from the variables that CI systems set, else from git.
struct BuildFacts {
    let environment: [String: String]
    let git: GitCheckout

    /// The branch, from the variables of common CI systems. Those of pull requests come first: such a job builds the
    /// pull request's branch.
    var branch: String? {
        first("GITHUB_HEAD_REF", "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME", "CHANGE_BRANCH") ?? first(
            "GITHUB_REF_NAME", "CI_COMMIT_REF_NAME", "CIRCLE_BRANCH", "BITBUCKET_BRANCH", "BUILDKITE_BRANCH",
            "TRAVIS_BRANCH", "DRONE_BRANCH", "GIT_BRANCH")
            ?? git.branch
    }

    var commitHash: String? {
        first(
            "GITHUB_SHA", "CI_COMMIT_SHA", "CIRCLE_SHA1", "BITBUCKET_COMMIT", "BUILDKITE_COMMIT", "TRAVIS_COMMIT",
            "DRONE_COMMIT_SHA", "GIT_COMMIT") ?? git.commitHash
    }

    /// The branch that a pull request targets.
    var baseBranch: String? {
        first("GITHUB_BASE_REF", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "CHANGE_TARGET")
    }

    var remote: GitRemote? {
        if let repository = first("GITHUB_REPOSITORY") { return GitRemote("https://github.com/\(repository)") }
        if let path = first("CI_PROJECT_PATH") { return GitRemote("https://gitlab.com/\(path)") }
        return git.remote
    }

    private func first(_ names: String...) -> String? {
        names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
    }
}
