import ContinuousIntegration
import Foundation
import PerfseeSDK
import StoreSupport
import Testing

@testable import perfsee

@Suite("The command line: what an upload says of its commit", .sameOnEveryStore)
struct CommandLineCommitTests {
    private static let head = String(repeating: "1", count: 40)
    private static let base = String(repeating: "2", count: 40)
    private static let pullRequest = [
        "GITLAB_CI": "true", "CI_COMMIT_SHA": head, "CI_MERGE_REQUEST_IID": "17",
        "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME": "feature", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": base, "CI_MERGE_REQUEST_PROJECT_PATH": "acme/shop",
        "CI_MERGE_REQUEST_SOURCE_PROJECT_PATH": "ada/shop", "CI_COMMIT_MESSAGE": "Faster",
        "CI_COMMIT_AUTHOR": "Ada <ada@example.com>",
    ]

    private func described(
        _ given: UploadedCommit.Given = .init(), _ variables: [String: String] = pullRequest
    ) throws -> (BuildDescription, BaselineText) {
        let facts = BuildFacts(
            environment: CIEnvironment(variables), checkout: GitCheckout(folder: URL(filePath: "/nonexistent")))
        let json = #"{"id":"shop","host":"Gitlab","namespace":"acme","name":"shop","isPublic":false}"#
        let project = try JSONDecoder().decode(Project.self, from: Data(json.utf8))
        return try UploadedCommit(given, facts).described(of: project, named: "main")
    }

    @Test("The CI system's facts are sent, and said in one line")
    func facts() throws {
        let (build, text) = try described()
        #expect(build.branch == "feature" && build.commitHash == Self.head)
        #expect(build.baseBranch == "main" && build.baseCommitHash == Self.base && build.baseAncestors.isEmpty)
        #expect(build.pullRequest == 17 && build.isFork && build.tag == nil)
        #expect(build.commitMessage == "Faster" && build.author == "ada@example.com")
        #expect(
            text.line == "Commit 111111111111 on feature (pull request 17, from a fork, according to GitLab CI), "
                + "compared with 222222222222, where it left main")
        #expect(text.advice?.contains("no checkout") == true)
    }

    @Test("Flags come first; what is no full hash is sent as it is, and nothing is searched for it")
    func flags() throws {
        let given = UploadedCommit.Given(branch: "other", commit: "abc", baseBranch: "next", baseCommit: "def")
        let (build, text) = try described(given)
        #expect(build.branch == "other" && build.commitHash == "abc")
        #expect(build.baseBranch == "next" && build.baseCommitHash == "def" && build.baseAncestors.isEmpty)
        #expect(build.commitMessage == nil && build.author == nil)
        #expect(text.line.hasSuffix("compared with def"))
        #expect(text.advice == nil)
    }

    @Test("An abbreviation of the commit that is built is known to be that")
    func abbreviation() throws {
        let (build, _) = try described(UploadedCommit.Given(commit: String(Self.head.prefix(12))))
        #expect(build.commitHash == "111111111111" && build.commitMessage == "Faster")
        #expect(build.baseCommitHash == Self.base)
    }

    @Test("Without a branch or a commit, nothing is uploaded; a tag is named")
    func missing() {
        let tag = ["BITBUCKET_BUILD_NUMBER": "1", "BITBUCKET_TAG": "v1.2", "BITBUCKET_COMMIT": Self.head]
        let failure = #expect(throws: CommandFailure.self) { try described(.init(), tag) }
        #expect(failure.map { "\($0)" }?.contains("the tag v1.2, which is not a branch") == true)
        #expect(throws: CommandFailure.self) { try described(.init(), [:]) }
        #expect(throws: CommandFailure.self) { try described(.init(branch: "main"), [:]) }
    }

    @Test(
        "What a shallow clone lacks is said with how to get it",
        arguments: [
            CheckoutLack.ancestors(known: 0), .ancestors(known: 1), .ancestors(known: 49),
            .commit(CommitHash(head)!, isShallow: true), .branch(BranchName("main")!, isShallow: true),
            .mergeBase(BranchName("main")!, isShallow: true),
        ])
    func advice(_ lack: CheckoutLack) throws {
        let (build, _) = try described()
        let text = BaselineText(build, system: nil, BaseCommitSearch.Result(lack: lack))
        let advice = try #require(text.advice)
        #expect(advice.contains("`git fetch --unshallow`") && advice.contains("`fetch-depth: 0`"))
    }
}
