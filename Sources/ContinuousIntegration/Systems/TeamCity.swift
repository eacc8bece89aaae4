import Foundation

/// https://www.jetbrains.com/help/teamcity/predefined-build-parameters.html: few parameters are variables of the job; the
/// others are in a file that another file names.
enum TeamCity: CISystem {
    static let name = "TeamCity"

    static func runs(_ environment: CIEnvironment) -> Bool { environment.text("TEAMCITY_VERSION") != nil }

    static func describe(_ facts: inout CIFacts, _ environment: CIEnvironment) {
        let build = JavaProperties(environment.file("TEAMCITY_BUILD_PROPERTIES_FILE"))
        let file = build["teamcity.configuration.properties.file"].flatMap(CIEnvironment.content)
        let parameters = JavaProperties(file)
        facts.commitHash =
            environment.hash("BUILD_VCS_NUMBER") ?? parameters["build.vcs.number"].flatMap(CommitHash.init)
        facts.repository = parameters["vcsroot.url"].flatMap(GitRemote.init)
        facts.defaultBranch = parameters["vcsroot.branch"].flatMap(BranchName.init)
        let name = parameters["teamcity.build.branch"] ?? build["teamcity.build.branch"]
        let number = parameters["teamcity.pullRequest.number"].flatMap(CIEnvironment.number)
        if let number {
            // The source branch is only there if it is not in a fork.
            let source = parameters["teamcity.pullRequest.source.branch"].flatMap(BranchName.init)
            facts.branch = source ?? name.flatMap(BranchName.init)
            let target = parameters["teamcity.pullRequest.target.branch"].flatMap(BranchName.init)
            var request = CIFacts.PullRequest(number: number, baseBranch: target)
            request.isFork = source == nil
            facts.pullRequest = request
        } else if let name, name.utf8.starts(with: "refs/tags/".utf8) {
            facts.tag = String(Substring(name.utf8.dropFirst("refs/tags/".utf8.count)))
        } else {
            facts.branch = name == "<default>" ? facts.defaultBranch : name.flatMap(BranchName.init)
        }
    }
}
