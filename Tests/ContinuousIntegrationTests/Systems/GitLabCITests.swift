import ContinuousIntegration
import Testing

@Suite("GitLab CI")
struct GitLabCITests {
    private static let system = "GitLab CI"
    private static let common = [
        "CI": "true", "GITLAB_CI": "true", "CI_SERVER_URL": "https://gitlab.com", "CI_PROJECT_PATH": "acme/web/shop",
        "CI_PROJECT_URL": "https://gitlab.com/acme/web/shop", "CI_DEFAULT_BRANCH": "trunk",
        "CI_COMMIT_SHA": CIJob.head, "CI_COMMIT_MESSAGE": "Faster\n\nMuch.",
        "CI_COMMIT_AUTHOR": "Ada <ada@example.com>",
    ]
    private static let repository = "Gitlab acme/web/shop"
    private static let mergeRequest = [
        "CI_PIPELINE_SOURCE": "merge_request_event", "CI_COMMIT_REF_NAME": "feature", "CI_MERGE_REQUEST_IID": "17",
        "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME": "feature", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": CIJob.base, "CI_MERGE_REQUEST_PROJECT_PATH": "acme/web/shop",
        "CI_MERGE_REQUEST_PROJECT_URL": "https://gitlab.com/acme/web/shop",
        "CI_MERGE_REQUEST_SOURCE_PROJECT_PATH": "acme/web/shop",
    ]

    private func job(_ variables: [String: String]...) throws -> CIFacts {
        try CIJob.facts(variables.reduce(Self.common) { $0.merging($1) { $1 } })
    }

    @Test("A branch")
    func branch() throws {
        expect(
            try job(["CI_COMMIT_BRANCH": "feature", "CI_COMMIT_REF_NAME": "feature"]),
            .init(
                Self.system, branch: "feature", defaultBranch: "trunk", repository: Self.repository, message: "Faster",
                author: "ada@example.com"))
    }

    @Test("A tag")
    func tag() throws {
        expect(
            try job(["CI_COMMIT_TAG": "v1.2", "CI_COMMIT_REF_NAME": "v1.2"]),
            .init(
                Self.system, tag: "v1.2", defaultBranch: "trunk", repository: Self.repository, message: "Faster",
                author: "ada@example.com"))
    }

    @Test("A merge request's pipeline builds its head")
    func mergeRequest() throws {
        expect(
            try job(Self.mergeRequest),
            .init(
                Self.system, branch: "feature", number: 17, baseBranch: "main", mergeBase: CIJob.base, isFork: false,
                defaultBranch: "trunk", repository: Self.repository, message: "Faster", author: "ada@example.com"))
    }

    @Test("A pipeline for merged results builds a test merge, whose message is nobody's")
    func mergedResults() throws {
        let target = String(repeating: "4", count: 40)
        let variables = [
            "CI_MERGE_REQUEST_EVENT_TYPE": "merged_result", "CI_COMMIT_SHA": CIJob.merge,
            "CI_MERGE_REQUEST_SOURCE_BRANCH_SHA": CIJob.head, "CI_MERGE_REQUEST_TARGET_BRANCH_SHA": target,
        ]
        expect(
            try job(Self.mergeRequest, variables),
            .init(
                Self.system, branch: "feature", number: 17, baseBranch: "main", mergeBase: CIJob.base,
                baseHead: target, isFork: false, defaultBranch: "trunk", repository: Self.repository))
    }

    @Test("A merge request from a fork belongs to the repository that it targets")
    func fork() throws {
        let variables = [
            "CI_PROJECT_URL": "https://gitlab.com/ada/shop", "CI_MERGE_REQUEST_SOURCE_PROJECT_PATH": "ada/shop",
        ]
        let facts = try job(Self.mergeRequest, variables)
        #expect(facts.pullRequest?.isFork == true)
        #expect(facts.repository == GitRemote("https://gitlab.com/acme/web/shop"))
    }

    @Test("A pull request on GitHub")
    func externalPullRequest() throws {
        let variables = [
            "CI_EXTERNAL_PULL_REQUEST_IID": "17", "CI_EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_NAME": "feature",
            "CI_EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_SHA": CIJob.head,
            "CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_NAME": "main",
            "CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_SHA": CIJob.base,
            "CI_EXTERNAL_PULL_REQUEST_SOURCE_REPOSITORY": "acme/shop",
            "CI_EXTERNAL_PULL_REQUEST_TARGET_REPOSITORY": "acme/shop", "CI_COMMIT_SHA": CIJob.merge,
        ]
        expect(
            try job(variables),
            .init(
                Self.system, branch: "feature", number: 17, baseBranch: "main", baseHead: CIJob.base, isFork: false,
                defaultBranch: "trunk"))
    }

    @Test("The repository of another server is on that")
    func otherServer() throws {
        let facts = try job(["CI_PROJECT_URL": "https://git.acme.example/acme/shop", "CI_COMMIT_BRANCH": "main"])
        #expect(facts.repository == GitRemote("https://git.acme.example/acme/shop"))
        #expect(facts.repository?.host == "Unknown")
    }
}
