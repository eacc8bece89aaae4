/// A CI system: how a job knows that it runs there, and what its variables say. A new one is a type in a file of its own,
/// and one line in ``all``.
package protocol CISystem: Sendable {
    static var name: String { get }

    /// Whether this system runs the job.
    static func runs(_ environment: CIEnvironment) -> Bool

    /// What it documents about the build.
    static func describe(_ facts: inout CIFacts, _ environment: CIEnvironment)
}

package enum CISystems {
    /// Those that set the variables of another system as well come before it.
    package static let all: [any CISystem.Type] = [
        ForgejoActions.self, GiteaActions.self, GitHubActions.self, GitLabCI.self, BitbucketPipelines.self,
        AzurePipelines.self, CircleCI.self, TravisCI.self, WoodpeckerCI.self, DroneCI.self, Buildkite.self,
        TeamCity.self, Netlify.self, Vercel.self, CloudflarePages.self, CloudflareWorkers.self, Jenkins.self,
    ]

    /// What the system that runs the job says; nil if there is none.
    package static func facts(_ environment: CIEnvironment) -> CIFacts? {
        guard let system = all.first(where: { $0.runs(environment) }) else { return nil }
        var facts = CIFacts(system: system.name)
        system.describe(&facts, environment)
        return facts
    }
}
