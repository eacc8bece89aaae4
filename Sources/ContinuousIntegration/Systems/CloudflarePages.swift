/// https://developers.cloudflare.com/pages/configuration/build-configuration/#environment-variables
enum CloudflarePages: CISystem {
    static let name = "Cloudflare Pages"

    static func runs(_ environment: CIEnvironment) -> Bool { environment.isTrue("CF_PAGES") }

    static func describe(_ facts: inout CIFacts, _ environment: CIEnvironment) {
        facts.branch = environment.branch("CF_PAGES_BRANCH")
        facts.commitHash = environment.hash("CF_PAGES_COMMIT_SHA")
    }
}

/// https://developers.cloudflare.com/workers/ci-cd/builds/configuration/#environment-variables
enum CloudflareWorkers: CISystem {
    static let name = "Cloudflare Workers Builds"

    static func runs(_ environment: CIEnvironment) -> Bool { environment.isTrue("WORKERS_CI") }

    static func describe(_ facts: inout CIFacts, _ environment: CIEnvironment) {
        facts.branch = environment.branch("WORKERS_CI_BRANCH")
        facts.commitHash = environment.hash("WORKERS_CI_COMMIT_SHA")
    }
}
