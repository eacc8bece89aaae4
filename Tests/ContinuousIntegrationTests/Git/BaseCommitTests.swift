import ContinuousIntegration
import Foundation
import TestSupport
import Testing

/// Histories that git makes in a temporary folder:
///
///     a --- b --- c      main
///      \
///       f --- g          feature
@Suite("The commit to compare with")
struct BaseCommitTests {
    let history: GitHistory
    let a, b, c, f, g: CommitHash

    init() throws {
        let made = try BranchedHistory()
        history = made.history
        (a, b, c, f, g) = (made.a, made.b, made.c, made.f, made.g)
    }

    private func expect(
        _ result: BaseCommitSearch.Result, _ hash: CommitHash, _ source: BaseCommit.Source, _ ancestors: [CommitHash],
        lack: CheckoutLack? = nil, at place: SourceLocation = #_sourceLocation
    ) {
        #expect(result.base?.hash == hash, sourceLocation: place)
        #expect(result.base?.source == source, sourceLocation: place)
        #expect(result.base?.ancestors == ancestors, sourceLocation: place)
        #expect(result.lack == lack, sourceLocation: place)
    }

    @Test(
        "Of a test merge, it is the parent that is not the head: the first, if the head is merged into the base branch")
    func headIntoBase() throws {
        try history.git("checkout", "-q", "--detach", "main")
        try history.merge("feature")
        expect(try history.find(commit: g, branch: "feature", pullRequest: 17), c, .testMerge, [b, a])
    }

    @Test("Of a test merge, it is the second parent, if the base branch is merged into the head")
    func baseIntoHead() throws {
        try history.git("checkout", "-q", "--detach", "feature")
        try history.merge("main")
        expect(try history.find(commit: g, branch: "feature", pullRequest: 17), c, .testMerge, [b, a])
    }

    @Test("It is the newest commit that was merged, even if the base branch was fetched again since")
    func movedBase() throws {
        try history.git("checkout", "-q", "--detach", "main")
        try history.merge("feature")
        try history.git("branch", "-q", "-f", "main", f.text)
        expect(try history.find(commit: g, branch: "feature", pullRequest: 17), c, .testMerge, [b, a])
    }

    @Test("Of a branch's own newest commit, it is where the branch left the base branch")
    func branchHead() throws {
        try history.git("checkout", "-q", "feature")
        expect(try history.find(branch: "feature"), a, .mergeBase, [])
        expect(try history.find(branch: "feature", pullRequest: 17), a, .mergeBase, [])
    }

    @Test("A branch that has merged the base branch left it there; its merge is none for a test")
    func updatedBranch() throws {
        try history.git("checkout", "-q", "feature")
        try history.merge("main")
        expect(try history.find(branch: "feature", pullRequest: 17), c, .mergeBase, [b, a])
    }

    @Test("On the base branch, it is the commit before: also of a merge, and of a squashed pull request")
    func baseBranch() throws {
        expect(try history.find(branch: "main"), b, .firstParent, [a])
        try history.merge("feature")
        expect(try history.find(branch: "main"), c, .firstParent, [b, a])
        try history.git("reset", "-q", "--hard", c.text)
        try history.git("merge", "-q", "--squash", "feature")
        try history.commit("squashed")
        expect(try history.find(branch: "main"), c, .firstParent, [b, a])
    }

    @Test("The first commit of the base branch has none before it")
    func rootCommit() throws {
        try history.git("checkout", "-q", "--detach", a.text)
        #expect(try history.find(branch: "main") == BaseCommitSearch.Result())
    }

    @Test(
        "A squashed branch left the base branch where it did before; one that was merged does not become its own base")
    func afterMerging() throws {
        try history.git("merge", "-q", "--squash", "feature")
        try history.commit("squashed")
        try history.git("checkout", "-q", "feature")
        expect(try history.find(branch: "feature"), a, .mergeBase, [])
        try history.git("checkout", "-q", "-B", "main", c.text)
        try history.merge("feature")
        try history.commit("d")
        try history.git("checkout", "-q", "feature")
        expect(try history.find(branch: "feature"), a, .mergeBase, [])
    }

    @Test("A branch without commits of its own has the same commit as the base branch had")
    func newBranch() throws {
        try history.git("checkout", "-q", "-b", "fresh", b.text)
        expect(try history.find(branch: "fresh"), b, .mergeBase, [a])
    }

    @Test("After a forced push, it is where the new commits left the base branch")
    func forcedPush() throws {
        try history.git("checkout", "-q", "feature")
        try history.git("rebase", "-q", b.text)
        #expect(try history.head != g)
        expect(try history.find(branch: "feature"), b, .mergeBase, [a])
    }

    @Test("A pull request from a branch that is called like the base branch is no build of it")
    func sameName() throws {
        try history.git("checkout", "-q", "feature")
        expect(try history.find(branch: "main", pullRequest: 17), a, .mergeBase, [])
    }

    @Test("A commit on top of the head is no test merge, and neither is a merge of three")
    func noTestMerge() throws {
        try history.git("checkout", "-q", "feature")
        expect(try history.find(commit: f, branch: "feature", pullRequest: 17), a, .mergeBase, [])
        try history.git("checkout", "-q", "-b", "third", b.text)
        try history.commit("t")
        try history.git("checkout", "-q", "--detach", "main")
        try history.git("merge", "-q", "-m", "three", "feature", "third")
        expect(try history.find(commit: g, branch: "feature", pullRequest: 17), a, .mergeBase, [])
    }

    @Test(
        "Where the CI system says where the branch left the base branch, git is not asked; what was merged comes first")
    func namedMergeBase() throws {
        try history.git("checkout", "-q", "--detach", "feature")
        let named: (inout BaseCommitSearch) -> Void = { $0.pullRequest?.mergeBase = b }
        expect(try history.find(branch: "feature", base: "gone", pullRequest: 17, named), b, .mergeBase, [a])
        try history.merge("main")
        expect(try history.find(commit: g, branch: "feature", pullRequest: 17, named), c, .testMerge, [b, a])
    }

    @Test("A base branch that was not fetched is found by its newest commit, if the CI system names that")
    func namedHead() throws {
        try history.git("checkout", "-q", "--detach", "feature")
        let gone = try #require(BranchName("gone"))
        let unnamed = try history.find(branch: "feature", base: "gone", pullRequest: 17)
        #expect(unnamed == BaseCommitSearch.Result(lack: .branch(gone, isShallow: false)))
        let named = try history.find(branch: "feature", base: "gone", pullRequest: 17) { $0.pullRequest?.baseHead = c }
        expect(named, a, .mergeBase, [])
    }

    @Test("What is given is taken, with its ancestors")
    func given() throws {
        expect(try history.find(branch: "main") { $0.given = g }, g, .given, [f, a])
    }

    @Test("At most 200 ancestors are named")
    func mostAncestors() throws {
        let commits = (1...230).map { number in
            "commit refs/heads/long\ncommitter Ada <ada@example.com> \(1_700_000_000 + number) +0000\ndata 1\nx\n"
        }
        let stream = history.folder.appending(path: "stream")
        try Data(commits.joined(separator: "\n").utf8).write(to: stream)
        try history.git("-c", "alias.import=!git fast-import --quiet < stream", "import")
        try history.git("checkout", "-q", "-f", "long")
        let result = try history.find(branch: "long", base: "long")
        #expect(result.base?.ancestors.count == BaseCommit.mostAncestors)
        #expect(result.base?.hash.text == (try history.git("rev-parse", "HEAD~1")))
        #expect(result.base?.ancestors.last?.text == (try history.git("rev-parse", "HEAD~201")))
        #expect(result.lack == nil)
    }
}
