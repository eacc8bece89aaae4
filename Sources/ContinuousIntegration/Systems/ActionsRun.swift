/// A run of a workflow as GitHub Actions describes it, and after it Gitea and Forgejo: by variables, and by the event's
/// payload in a file.
struct ActionsRun {
    let environment: CIEnvironment
    let event: EventPayload

    init(_ environment: CIEnvironment) {
        self.environment = environment
        event = EventPayload(environment.file("GITHUB_EVENT_PATH"))
    }

    func describe(_ facts: inout CIFacts) {
        if let server = environment.text("GITHUB_SERVER_URL"), let path = environment.text("GITHUB_REPOSITORY") {
            facts.repository = GitRemote(server: server, path: path)
        }
        facts.defaultBranch = event.branch("repository", "default_branch")
        if let run = event.object("workflow_run") {
            describeRun(run, &facts)
        } else if let group = event.object("merge_group") {
            describeGroup(group, &facts)
        } else if environment.text("GITHUB_HEAD_REF") != nil || event.object("pull_request", "head") != nil {
            describePullRequest(&facts)
        } else {
            describePush(&facts)
        }
    }

    private func describePush(_ facts: inout CIFacts) {
        facts.commitHash = environment.hash("GITHUB_SHA")
        if environment.text("GITHUB_REF_TYPE") == "tag" {
            facts.tag = environment.text("GITHUB_REF_NAME")
        } else {
            facts.branch = environment.branch("GITHUB_REF", "GITHUB_REF_NAME")
        }
        guard let hash = facts.commitHash, hash == event.hash("head_commit", "id") else { return }
        facts.commitMessage = event.firstLine("head_commit", "message")
        facts.author = event.text("head_commit", "author", "email")
    }

    /// `GITHUB_SHA` is the test merge, or for `pull_request_target` a commit of the base branch: the head is only in the
    /// payload.
    private func describePullRequest(_ facts: inout CIFacts) {
        facts.branch = environment.branch("GITHUB_HEAD_REF") ?? event.branch("pull_request", "head", "ref")
        facts.commitHash = event.hash("pull_request", "head", "sha") ?? commitWithoutPayload
        var request = CIFacts.PullRequest(
            number: event.number("pull_request", "number") ?? event.number("number") ?? numberOfReference,
            baseBranch: environment.branch("GITHUB_BASE_REF") ?? event.branch("pull_request", "base", "ref"))
        request.mergeBase = event.hash("pull_request", "merge_base")
        request.baseHead = event.hash("pull_request", "base", "sha")
        if let head = event.object("pull_request", "head") {
            request.isFork = isElsewhere(head.text("repo", "full_name"))
        }
        facts.pullRequest = request
    }

    /// A merge queue builds what the base branch would be, on a temporary branch.
    private func describeGroup(_ group: EventPayload, _ facts: inout CIFacts) {
        facts.branch = group.branch("head_ref") ?? environment.branch("GITHUB_REF")
        facts.commitHash = group.hash("head_sha") ?? environment.hash("GITHUB_SHA")
        facts.commitMessage = group.firstLine("head_commit", "message")
        facts.author = group.text("head_commit", "author", "email")
        var request = CIFacts.PullRequest(baseBranch: group.branch("base_ref"))
        request.mergeBase = group.hash("base_sha")
        facts.pullRequest = request
    }

    /// A workflow after another one, whose build it uploads; `GITHUB_SHA` is the newest commit of the default branch.
    private func describeRun(_ run: EventPayload, _ facts: inout CIFacts) {
        facts.branch = run.branch("head_branch")
        facts.commitHash = run.hash("head_sha")
        facts.commitMessage = run.firstLine("head_commit", "message")
        facts.author = run.text("head_commit", "author", "email")
        let isFork = isElsewhere(run.text("head_repository", "full_name"))
        guard run.text("event")?.hasPrefix("pull_request") == true || isFork else { return }
        let first = run.first("pull_requests")
        var request = CIFacts.PullRequest(
            number: first?.number("number"), baseBranch: first?.branch("base", "ref"))
        request.baseHead = first?.hash("base", "sha")
        request.isFork = isFork
        facts.pullRequest = request
    }

    private var commitWithoutPayload: CommitHash? {
        environment.text("GITHUB_EVENT_NAME") == "pull_request" ? environment.hash("GITHUB_SHA") : nil
    }

    /// Whether a repository is another one than that of the job; one that is gone has no name.
    private func isElsewhere(_ repository: String?) -> Bool {
        let own = event.text("repository", "full_name") ?? environment.text("GITHUB_REPOSITORY")
        return repository?.lowercased() != own?.lowercased()
    }

    /// 17 of `refs/pull/17/merge`.
    private var numberOfReference: Int? {
        let parts = environment.text("GITHUB_REF")?.utf8.split(separator: UInt8(ascii: "/")) ?? []
        guard parts.count == 4, parts[1].elementsEqual("pull".utf8) else { return nil }
        return CIEnvironment.number(String(Substring(parts[2])))
    }
}
