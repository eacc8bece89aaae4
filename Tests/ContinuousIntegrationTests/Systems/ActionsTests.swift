import ContinuousIntegration
import Testing

@Suite("GitHub, Gitea and Forgejo Actions")
struct ActionsTests {
    private static let system = "GitHub Actions"
    private static let common = [
        "CI": "true", "GITHUB_ACTIONS": "true", "GITHUB_SERVER_URL": "https://github.com",
        "GITHUB_REPOSITORY": "acme/shop", "GITHUB_SHA": CIJob.head,
    ]
    private static let repository = #""repository":{"full_name":"acme/shop","default_branch":"trunk"}"#

    private func job(_ variables: [String: String], event: String? = nil) throws -> CIFacts {
        let job = try CIJob(Self.common.merging(variables) { $1 })
        if let event { try job.file("GITHUB_EVENT_PATH", event) }
        return try job.facts
    }

    private static func pullRequest(head repository: String?, extra: String = "") -> String {
        let head = repository.map { #"{"full_name":"\#($0)"}"# } ?? "null"
        return """
            {"action":"synchronize","number":17,"pull_request":{"number":17,\(extra)
            "head":{"ref":"feature/a","sha":"\(CIJob.head)","repo":\(head)},
            "base":{"ref":"main","sha":"\(CIJob.base)","repo":{"full_name":"acme/shop"}}},\(self.repository)}
            """
    }

    private static let request = [
        "GITHUB_EVENT_NAME": "pull_request", "GITHUB_REF": "refs/pull/17/merge", "GITHUB_REF_NAME": "17/merge",
        "GITHUB_REF_TYPE": "branch", "GITHUB_HEAD_REF": "feature/a", "GITHUB_BASE_REF": "main",
        "GITHUB_SHA": CIJob.merge,
    ]

    @Test("A push to a branch")
    func branch() throws {
        let event = """
            {"ref":"refs/heads/feature/a","head_commit":{"id":"\(CIJob.head)","message":"Faster\\n\\nMuch.",
            "author":{"name":"Ada","email":"ada@example.com"}},\(Self.repository)}
            """
        let variables = [
            "GITHUB_EVENT_NAME": "push", "GITHUB_REF": "refs/heads/feature/a", "GITHUB_REF_NAME": "feature/a",
            "GITHUB_REF_TYPE": "branch", "GITHUB_HEAD_REF": "", "GITHUB_BASE_REF": "",
        ]
        expect(
            try job(variables, event: event),
            .init(
                Self.system, branch: "feature/a", defaultBranch: "trunk", message: "Faster", author: "ada@example.com"))
        expect(try job(variables), .init(Self.system, branch: "feature/a"))
    }

    @Test("A tag is no branch")
    func tag() throws {
        let variables = [
            "GITHUB_EVENT_NAME": "push", "GITHUB_REF": "refs/tags/v1.2", "GITHUB_REF_NAME": "v1.2",
            "GITHUB_REF_TYPE": "tag",
        ]
        expect(try job(variables), .init(Self.system, tag: "v1.2"))
    }

    @Test("The head of a pull request is in the event's file; GITHUB_SHA is the test merge")
    func pullRequest() throws {
        expect(
            try job(Self.request, event: Self.pullRequest(head: "acme/shop")),
            .init(
                Self.system, branch: "feature/a", number: 17, baseBranch: "main", baseHead: CIJob.base, isFork: false,
                defaultBranch: "trunk"))
        // Without the file, only the test merge has a name.
        expect(
            try job(Self.request),
            .init(
                Self.system, branch: "feature/a", commit: CIJob.merge, number: 17, baseBranch: "main", isFork: false))
    }

    @Test("A pull request from a fork, also from one that is gone", arguments: ["ada/shop", nil])
    func fork(_ repository: String?) throws {
        var variables = Self.request
        variables["GITHUB_EVENT_NAME"] = "pull_request_target"
        variables["GITHUB_REF"] = "refs/heads/main"
        variables["GITHUB_REF_NAME"] = "main"
        variables["GITHUB_SHA"] = CIJob.base
        expect(
            try job(variables, event: Self.pullRequest(head: repository)),
            .init(
                Self.system, branch: "feature/a", number: 17, baseBranch: "main", baseHead: CIJob.base, isFork: true,
                defaultBranch: "trunk"))
    }

    @Test("A merge queue builds on top of a commit that it names")
    func mergeQueue() throws {
        let event = """
            {"merge_group":{"head_sha":"\(CIJob.head)","head_ref":"refs/heads/gh-readonly-queue/main/pr-17-abc",
            "base_sha":"\(CIJob.base)","base_ref":"refs/heads/main"},\(Self.repository)}
            """
        expect(
            try job(["GITHUB_EVENT_NAME": "merge_group"], event: event),
            .init(
                Self.system, branch: "gh-readonly-queue/main/pr-17-abc", baseBranch: "main", mergeBase: CIJob.base,
                isFork: false, defaultBranch: "trunk"))
    }

    @Test("A workflow after another one uploads that one's build, also of a fork")
    func workflowRun() throws {
        let event = { (repository: String) in
            """
            {"workflow_run":{"event":"pull_request","head_branch":"main","head_sha":"\(CIJob.head)",
            "head_commit":{"message":"Faster","author":{"email":"ada@example.com"}},"pull_requests":[],
            "head_repository":{"full_name":"\(repository)"}},\(Self.repository)}
            """
        }
        let variables = [
            "GITHUB_EVENT_NAME": "workflow_run", "GITHUB_REF": "refs/heads/trunk", "GITHUB_SHA": CIJob.base,
        ]
        expect(
            try job(variables, event: event("ada/shop")),
            .init(
                Self.system, branch: "main", isFork: true, defaultBranch: "trunk", message: "Faster",
                author: "ada@example.com"))
    }

    @Test("The repository of an enterprise server is not GitHub's")
    func enterprise() throws {
        let variables = ["GITHUB_SERVER_URL": "https://github.acme.example", "GITHUB_REF": "refs/heads/main"]
        expect(try job(variables), .init(Self.system, branch: "main", repository: "Unknown acme/shop"))
    }

    @Test(
        "Gitea and Forgejo have GitHub's variables, build the head, and name the merge base",
        arguments: [(["GITEA_ACTIONS"], "Gitea Actions"), (["GITEA_ACTIONS", "FORGEJO_ACTIONS"], "Forgejo Actions")])
    func gitea(_ markers: [String], _ system: String) throws {
        var variables = Self.request
        for marker in markers { variables[marker] = "true" }
        variables["GITHUB_SERVER_URL"] = "https://git.acme.example"
        variables["GITHUB_SHA"] = CIJob.head
        variables["GITHUB_REF"] = "refs/pull/17/head"
        let base = String(repeating: "4", count: 40)
        let event = Self.pullRequest(head: "ada/shop", extra: #""merge_base":"\#(base)","#)
        expect(
            try job(variables, event: event),
            .init(
                system, branch: "feature/a", number: 17, baseBranch: "main", mergeBase: base, isFork: true,
                defaultBranch: "trunk", repository: "Unknown acme/shop"))
        variables["GITHUB_HEAD_REF"] = ""
        variables["GITHUB_REF"] = "refs/heads/main"
        variables["GITHUB_REF_TYPE"] = "branch"
        expect(try job(variables), .init(system, branch: "main", repository: "Unknown acme/shop"))
        variables["GITHUB_REF"] = "refs/tags/v1"
        variables["GITHUB_REF_NAME"] = "v1"
        variables["GITHUB_REF_TYPE"] = "tag"
        expect(try job(variables), .init(system, tag: "v1", repository: "Unknown acme/shop"))
    }

    @Test("An event's file that cannot be used is left out", arguments: ["", "[]", "{", #"{"pull_request":7}"#])
    func badEvent(_ content: String) throws {
        let variables = ["GITHUB_EVENT_NAME": "push", "GITHUB_REF": "refs/heads/main"]
        expect(try job(variables, event: content), .init(Self.system, branch: "main"))
    }

    @Test("What is no file is not read", .timeLimit(.minutes(1)))
    func noFile() throws {
        for path in ["/dev/zero", "/", "/nowhere/at/all"] {
            let facts = try job(["GITHUB_EVENT_PATH": path, "GITHUB_REF": "refs/heads/main"])
            expect(facts, .init(Self.system, branch: "main"))
        }
    }
}
