import ContinuousIntegration
import Foundation
import TestSupport
import Testing

@Suite("The facts about a build")
struct BuildFactsTests {
    private func facts(_ variables: [String: String], in history: GitHistory) -> BuildFacts {
        BuildFacts(environment: CIEnvironment(variables), checkout: history.checkout)
    }

    @Test("Without a CI system, git says everything")
    func git() throws {
        let history = try GitHistory()
        let commit = try history.commit("a")
        try history.git("remote", "add", "origin", "git@github.com:acme/shop.git")
        let facts = facts(["CI": "true"], in: history)
        #expect(facts.ci == nil)
        #expect(facts.branch?.text == "main")
        #expect(facts.commitHash == commit)
        #expect(facts.repository == GitRemote("https://github.com/acme/shop"))
        #expect(facts.defaultBranch?.text == "main")
    }

    @Test("A tag, and a pull request whose branch is not known, are on no branch, whatever is checked out")
    func noBranch() throws {
        let history = try GitHistory()
        try history.commit("a")
        #expect(facts(["TRAVIS": "true", "TRAVIS_TAG": "v1", "TRAVIS_BRANCH": "v1"], in: history).branch == nil)
        #expect(
            facts(["DRONE": "true", "DRONE_PULL_REQUEST": "17", "DRONE_BRANCH": "main"], in: history).branch == nil)
        #expect(facts(["DRONE": "true"], in: history).branch?.text == "main")
    }

    @Test("Where the CI system names a repository but not its host, the remote of that name says it")
    func repository() throws {
        let history = try GitHistory()
        try history.commit("a")
        let variables = ["TRAVIS": "true", "TRAVIS_REPO_SLUG": "acme/shop"]
        #expect(facts(variables, in: history).repository?.host == "Unknown")
        try history.git("remote", "add", "origin", "https://gitlab.com/acme/shop.git")
        #expect(facts(variables, in: history).repository?.host == "Gitlab")
        try history.git("remote", "set-url", "origin", "https://gitlab.com/ada/shop.git")
        #expect(facts(variables, in: history).repository == GitRemote("https://travis-ci.com/acme/shop"))
    }

    @Test("A pull request's test merge in a CI system is compared with what it was merged into")
    func testMerge() throws {
        let history = try GitHistory()
        let a = try history.commit("a")
        try history.git("checkout", "-q", "-b", "feature")
        let f = try history.commit("f")
        try history.git("checkout", "-q", "main")
        let b = try history.commit("b")
        let merge = try history.merge("feature")
        let variables = [
            "TRAVIS": "true", "TRAVIS_BRANCH": "main", "TRAVIS_PULL_REQUEST": "17",
            "TRAVIS_PULL_REQUEST_BRANCH": "feature", "TRAVIS_PULL_REQUEST_SHA": f.text, "TRAVIS_COMMIT": merge.text,
        ]
        let facts = facts(variables, in: history)
        #expect(facts.branch?.text == "feature")
        #expect(facts.commitHash == f)
        #expect(facts.authorship(of: f) == ("f", "ada@example.com"))
        let search = facts.search(commit: facts.commitHash, branch: nil, baseBranch: nil, projectBranch: nil)
        #expect(search.baseBranch?.text == "main")
        let result = search.result()
        #expect(result.base?.hash == b && result.base?.ancestors == [a] && result.base?.source == .testMerge)
    }

    @Test("The branch to compare with is the given one, else the pull request's, else the project's, else the default")
    func baseBranch() throws {
        let history = try GitHistory()
        try history.commit("a")
        var variables = [
            "TRAVIS": "true", "TRAVIS_BRANCH": "next", "TRAVIS_PULL_REQUEST": "17", "TRAVIS_PULL_REQUEST_BRANCH": "f",
        ]
        let given = BranchName("given"), project = BranchName("project")
        let base = { (baseBranch: BranchName?, projectBranch: BranchName?) in
            self.facts(variables, in: history).search(
                commit: nil, branch: nil, baseBranch: baseBranch, projectBranch: projectBranch
            ).baseBranch?.text
        }
        #expect(base(given, project) == "given")
        #expect(base(nil, project) == "next")
        variables["TRAVIS_PULL_REQUEST"] = "false"
        #expect(base(nil, project) == "main")
        try history.git("branch", "-q", "project")
        #expect(base(nil, project) == "project")
        #expect(base(nil, nil) == "main")
    }
}
