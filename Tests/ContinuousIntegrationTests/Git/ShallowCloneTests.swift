import ContinuousIntegration
import Foundation
import TestSupport
import Testing

@Suite("Shallow clones, detached commits and folders without git")
struct ShallowCloneTests {
    /// `a --- b --- c` on `main`, `a --- f` on `feature`, and their test merge on `merged`.
    let origin: GitHistory
    let a, b, c, f: CommitHash
    let main: BranchName

    init() throws {
        origin = try GitHistory()
        a = try origin.commit("a")
        try origin.git("checkout", "-q", "-b", "feature")
        f = try origin.commit("f")
        try origin.git("checkout", "-q", "main")
        b = try origin.commit("b")
        c = try origin.commit("c")
        try origin.git("checkout", "-q", "-b", "merged")
        try origin.merge("feature")
        try origin.git("checkout", "-q", "main")
        main = try #require(BranchName("main"))
    }

    @Test("A test merge names its parents in a clone that does not have them")
    func testMerge() throws {
        let clone = try GitHistory(of: origin, branch: "merged", depth: 1)
        let result = try clone.find(commit: f, branch: "feature", pullRequest: 17)
        #expect(result.base?.hash == c)
        #expect(result.base?.source == .testMerge)
        #expect(result.base?.ancestors == [])
        #expect(result.lack == .ancestors(known: 0))
    }

    @Test("On the base branch, so does the newest commit")
    func baseBranch() throws {
        let one = try GitHistory(of: origin, branch: "main", depth: 1).find(branch: "main")
        #expect(one.base?.hash == b)
        #expect(one.lack == .ancestors(known: 0))
        // A clone that reaches back to the first commit lacks nothing.
        let all = try GitHistory(of: origin, branch: "main", depth: 3).find(branch: "main")
        #expect(all.base?.ancestors == [a])
        #expect(all.lack == nil)
    }

    @Test("A branch alone does not say where it left the base branch")
    func branchAlone() throws {
        let clone = try GitHistory(of: origin, branch: "feature", depth: 1)
        let alone = try clone.find(branch: "feature")
        #expect(alone.base == nil)
        #expect(alone.lack == .branch(main, isShallow: true))
        try clone.git("fetch", "-q", "--depth", "1", "origin", "main:refs/remotes/origin/main")
        let both = try clone.find(branch: "feature")
        #expect(both.base == nil)
        #expect(both.lack == .mergeBase(main, isShallow: true))
        try clone.git("fetch", "-q", "--unshallow", "origin")
        let whole = try clone.find(branch: "feature")
        #expect(whole.base?.hash == a)
        #expect(whole.lack == nil)
    }

    @Test("A commit that the clone does not have is said to be missing; what the CI system names is taken")
    func missingCommit() throws {
        let clone = try GitHistory(of: origin, branch: "main", depth: 1)
        let unnamed = try clone.find(commit: f, branch: "feature", pullRequest: 17)
        #expect(unnamed == BaseCommitSearch.Result(lack: .commit(f, isShallow: true)))
        let named = try clone.find(commit: f, branch: "feature", pullRequest: 17) { $0.pullRequest?.baseHead = c }
        #expect(named.base?.hash == c)
        #expect(named.base?.source == .baseHead)
    }

    @Test("The remote's branch counts, not an old local one")
    func remoteBranch() throws {
        let clone = try GitHistory(of: origin, branch: "main")
        try clone.git("reset", "-q", "--hard", a.text)
        try clone.git("checkout", "-q", "-b", "late", c.text)
        let late = try clone.commit("late")
        #expect(try clone.find(commit: late, branch: "late").base?.hash == c)
    }

    @Test("The base branch is what the remote has checked out, under whatever name, else main or master")
    func defaultBranch() throws {
        #expect(origin.checkout.defaultBranch == main)
        try origin.git("branch", "-q", "-m", "main", "trunk")
        #expect(origin.checkout.defaultBranch == nil)
        let clone = try GitHistory(of: origin, branch: "feature")
        #expect(clone.checkout.defaultBranch?.text == "trunk")
        try origin.git("branch", "-q", "-m", "trunk", "master")
        #expect(origin.checkout.defaultBranch?.text == "master")
    }

    @Test("A renamed branch is still the same commits")
    func renamed() throws {
        try origin.git("checkout", "-q", "feature")
        try origin.git("branch", "-q", "-m", "feature", "renamed")
        #expect(origin.checkout.branch?.text == "renamed")
        #expect(try origin.find(branch: "renamed").base?.hash == a)
    }

    @Test("A detached commit is on no branch; on a given one, it is compared as a build of that")
    func detached() throws {
        try origin.git("checkout", "-q", "--detach", "main")
        #expect(origin.checkout.branch == nil)
        #expect(origin.checkout.head == c)
        #expect(try origin.find(branch: "main").base?.hash == b)
    }

    @Test("Without anything to go by, it says what is missing")
    func nothing() throws {
        #expect(try origin.find(branch: "main", base: nil).lack == .baseBranch)
        #expect(try origin.find(branch: "main") { $0.commit = nil }.lack == .hash)
        let folder = FileManager.default.temporaryDirectory.appending(path: "no-git-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for checkout in [GitCheckout(folder: folder), GitCheckout(folder: origin.folder, program: "no-such-git")] {
            #expect(checkout.head == nil && checkout.branch == nil && checkout.remote == nil)
            var search = BaseCommitSearch(checkout)
            search.commit = f
            search.baseBranch = main
            #expect(search.result().base == nil && search.result().lack == .checkout)
            search.pullRequest = CIFacts.PullRequest(number: 17, baseBranch: main)
            search.pullRequest?.mergeBase = a
            #expect(search.result().base?.hash == a && search.result().base?.source == .mergeBase)
        }
    }

    @Test("A git that does not answer is ended", .timeLimit(.minutes(1)))
    func hanging() throws {
        let program = origin.folder.appending(path: "slow-git")
        try Data("#!/bin/sh\nsleep 600 &\nwait\n".utf8).write(to: program)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program.path)
        let checkout = GitCheckout(folder: origin.folder, program: program.path, patience: .milliseconds(100))
        #expect(checkout.head == nil)
        #expect(checkout.isOutOfTime)
        var search = BaseCommitSearch(checkout)
        search.commit = f
        #expect(search.result().lack == .time)
    }

    @Test("A commit says who made it, and what it is about")
    func authorship() throws {
        let facts = BuildFacts(environment: CIEnvironment([:]), checkout: origin.checkout)
        #expect(facts.authorship(of: f) == ("f", "ada@example.com"))
        #expect(facts.branch == main && facts.commitHash == c)
        let gone = try #require(CommitHash(String(repeating: "1", count: 40)))
        #expect(facts.authorship(of: gone) == (nil, nil))
    }
}
