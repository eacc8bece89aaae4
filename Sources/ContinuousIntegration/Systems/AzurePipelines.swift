/// https://learn.microsoft.com/azure/devops/pipelines/build/variables
enum AzurePipelines: CISystem {
    static let name = "Azure Pipelines"

    static func runs(_ environment: CIEnvironment) -> Bool { environment.isTrue("TF_BUILD") }

    static func describe(_ facts: inout CIFacts, _ environment: CIEnvironment) {
        facts.repository = environment.text("BUILD_REPOSITORY_URI").flatMap(GitRemote.init)
        // GitHub's pull requests have an ID that is not their number.
        let number =
            environment.number("SYSTEM_PULLREQUEST_PULLREQUESTNUMBER")
            ?? environment.number("SYSTEM_PULLREQUEST_PULLREQUESTID")
        if let number {
            facts.branch = environment.branch("SYSTEM_PULLREQUEST_SOURCEBRANCH")
            facts.commitHash = environment.hash("SYSTEM_PULLREQUEST_SOURCECOMMITID")
            var request = CIFacts.PullRequest(
                number: number, baseBranch: environment.branch("SYSTEM_PULLREQUEST_TARGETBRANCH"))
            request.isFork = environment.isTrue("SYSTEM_PULLREQUEST_ISFORK")
            facts.pullRequest = request
            return
        }
        facts.commitHash = environment.hash("BUILD_SOURCEVERSION")
        facts.commitMessage = environment.firstLine("BUILD_SOURCEVERSIONMESSAGE")
        let reference = environment.text("BUILD_SOURCEBRANCH") ?? ""
        let tags = "refs/tags/"
        if reference.utf8.starts(with: tags.utf8) {
            facts.tag = String(Substring(reference.utf8.dropFirst(tags.utf8.count)))
        } else {
            facts.branch = BranchName(reference)
        }
    }
}
