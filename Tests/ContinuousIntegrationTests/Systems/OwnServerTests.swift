import ContinuousIntegration
import Testing

@Suite("CI systems on a server of one's own")
struct OwnServerTests {
    @Test("Drone: DRONE_BRANCH is the base branch of a pull request; a source branch that is not known is none")
    func drone() throws {
        let common = [
            "CI": "true", "DRONE": "true", "DRONE_COMMIT_SHA": CIJob.head, "DRONE_COMMIT": CIJob.head,
            "DRONE_COMMIT_MESSAGE": "Faster", "DRONE_COMMIT_AUTHOR_EMAIL": "ada@example.com",
            "DRONE_REPO_BRANCH": "trunk", "DRONE_GIT_HTTP_URL": "https://github.com/acme/shop.git",
        ]
        let job = { try CIJob.facts(common.merging($0) { $1 }) }
        let expected = ExpectedFacts(
            "Drone", branch: "main", defaultBranch: "trunk", message: "Faster", author: "ada@example.com")
        expect(try job(["DRONE_BRANCH": "main", "DRONE_BUILD_EVENT": "push"]), expected)
        var tag = expected
        (tag.branch, tag.tag) = (nil, "v1")
        expect(try job(["DRONE_BRANCH": "main", "DRONE_BUILD_EVENT": "tag", "DRONE_TAG": "v1"]), tag)
        var variables = [
            "DRONE_BUILD_EVENT": "pull_request", "DRONE_BRANCH": "main", "DRONE_COMMIT_BRANCH": "main",
            "DRONE_PULL_REQUEST": "17", "DRONE_SOURCE_BRANCH": "feature", "DRONE_TARGET_BRANCH": "main",
        ]
        var request = expected
        (request.branch, request.number, request.baseBranch, request.isFork) = ("feature", 17, "main", false)
        expect(try job(variables), request)
        variables["DRONE_SOURCE_BRANCH"] = ""
        request.branch = nil
        expect(try job(variables), request)
    }

    @Test("Woodpecker: CI_COMMIT_BRANCH is the base branch of a pull request")
    func woodpecker() throws {
        let common = [
            "CI": "woodpecker", "CI_COMMIT_SHA": CIJob.head, "CI_COMMIT_MESSAGE": "Faster",
            "CI_COMMIT_AUTHOR": "ada", "CI_COMMIT_AUTHOR_EMAIL": "ada@example.com", "CI_REPO_DEFAULT_BRANCH": "trunk",
            "CI_REPO_URL": "https://codeberg.org/acme/shop", "CI_COMMIT_TAG": "", "CI_COMMIT_PULL_REQUEST": "",
        ]
        let job = { try CIJob.facts(common.merging($0) { $1 }) }
        let expected = ExpectedFacts(
            "Woodpecker CI", branch: "main", defaultBranch: "trunk", repository: "Unknown acme/shop",
            message: "Faster", author: "ada@example.com")
        expect(try job(["CI_PIPELINE_EVENT": "push", "CI_COMMIT_BRANCH": "main"]), expected)
        var tag = expected
        (tag.branch, tag.tag) = (nil, "v1")
        expect(try job(["CI_PIPELINE_EVENT": "tag", "CI_COMMIT_TAG": "v1", "CI_COMMIT_BRANCH": "v1"]), tag)
        let variables = [
            "CI_PIPELINE_EVENT": "pull_request", "CI_COMMIT_BRANCH": "main", "CI_COMMIT_SOURCE_BRANCH": "feature",
            "CI_COMMIT_TARGET_BRANCH": "main", "CI_COMMIT_PULL_REQUEST": "17",
        ]
        var request = expected
        (request.branch, request.number, request.baseBranch, request.isFork) = ("feature", 17, "main", false)
        expect(try job(variables), request)
    }

    @Test("Buildkite: a branch, a tag, a build that somebody started, and a pull request, also from a fork")
    func buildkite() throws {
        let common = [
            "CI": "true", "BUILDKITE": "true", "BUILDKITE_COMMIT": CIJob.head, "BUILDKITE_MESSAGE": "Faster",
            "BUILDKITE_BUILD_AUTHOR_EMAIL": "ada@example.com", "BUILDKITE_PIPELINE_DEFAULT_BRANCH": "trunk",
            "BUILDKITE_REPO": "git@github.com:acme/shop.git", "BUILDKITE_PULL_REQUEST": "false",
            "BUILDKITE_PULL_REQUEST_BASE_BRANCH": "", "BUILDKITE_PULL_REQUEST_REPO": "", "BUILDKITE_TAG": "",
        ]
        let job = { try CIJob.facts(common.merging($0) { $1 }) }
        let expected = ExpectedFacts(
            "Buildkite", branch: "main", defaultBranch: "trunk", message: "Faster", author: "ada@example.com")
        expect(try job(["BUILDKITE_BRANCH": "main"]), expected)
        var tag = expected
        (tag.branch, tag.tag) = (nil, "v1")
        expect(try job(["BUILDKITE_BRANCH": "v1", "BUILDKITE_TAG": "v1"]), tag)
        var started = expected
        started.commit = nil
        expect(try job(["BUILDKITE_BRANCH": "main", "BUILDKITE_COMMIT": "HEAD"]), started)
        var variables = [
            "BUILDKITE_BRANCH": "feature", "BUILDKITE_PULL_REQUEST": "17",
            "BUILDKITE_PULL_REQUEST_BASE_BRANCH": "main",
            "BUILDKITE_PULL_REQUEST_REPO": "git://github.com/acme/shop.git",
        ]
        var request = expected
        (request.branch, request.number, request.baseBranch, request.isFork) = ("feature", 17, "main", false)
        expect(try job(variables), request)
        variables["BUILDKITE_PULL_REQUEST_REPO"] = "git://github.com/ada/shop.git"
        variables["BUILDKITE_BRANCH"] = "ada:feature"
        request.isFork = true
        expect(try job(variables), request)
    }

    @Test("Jenkins: a branch, also as a remote's, a tag, and a change, also from a fork")
    func jenkins() throws {
        let common = [
            "JENKINS_URL": "https://jenkins.acme.example/", "GIT_COMMIT": CIJob.head,
            "GIT_URL": "https://github.com/acme/shop.git",
        ]
        let job = { try CIJob.facts(common.merging($0) { $1 }) }
        let expected = ExpectedFacts("Jenkins", branch: "main")
        expect(try job(["BRANCH_NAME": "main", "GIT_BRANCH": "main"]), expected)
        for name in ["origin/main", "refs/remotes/origin/main", "refs/heads/main", "main"] {
            expect(try job(["GIT_BRANCH": name]), expected)
        }
        expect(try job(["GIT_BRANCH": "origin/feature/a"]), .init("Jenkins", branch: "feature/a"))
        expect(try job(["GIT_BRANCH": "detached"]), .init("Jenkins"))
        expect(try job(["BRANCH_NAME": "v1", "TAG_NAME": "v1"]), .init("Jenkins", tag: "v1"))
        var variables = [
            "BRANCH_NAME": "PR-17", "GIT_BRANCH": "PR-17", "CHANGE_ID": "17", "CHANGE_BRANCH": "feature",
            "CHANGE_TARGET": "main", "CHANGE_AUTHOR_EMAIL": "ada@example.com",
        ]
        var request = ExpectedFacts(
            "Jenkins", branch: "feature", number: 17, baseBranch: "main", isFork: false, author: "ada@example.com")
        expect(try job(variables), request)
        variables["CHANGE_FORK"] = "ada"
        request.isFork = true
        expect(try job(variables), request)
    }

    @Test("TeamCity: its parameters are in a file that another file names")
    func teamCity() throws {
        let facts = { (parameters: String) in
            let job = try CIJob(["TEAMCITY_VERSION": "2025.11 (build 1)", "BUILD_VCS_NUMBER": CIJob.head])
            let common =
                "#Parameters\nvcsroot.url=https\\://github.com/acme/shop.git\nvcsroot.branch=refs/heads/trunk\n"
            let file = try job.write("configuration", common + parameters)
            try job.file(
                "TEAMCITY_BUILD_PROPERTIES_FILE",
                "build.number=5\nteamcity.configuration.properties.file=\(file)\n")
            return try job.facts
        }
        let expected = ExpectedFacts("TeamCity", branch: "trunk", defaultBranch: "trunk")
        expect(try facts("teamcity.build.branch=<default>\n"), expected)
        var branch = expected
        branch.branch = "feature/ä"
        expect(try facts("teamcity.build.branch = feature/\\u00e4\r\n"), branch)
        var tag = expected
        (tag.branch, tag.tag) = (nil, "v1")
        expect(try facts("teamcity.build.branch=refs/tags/v1\n"), tag)
        let change = """
            teamcity.build.branch=pull/17
            teamcity.pullRequest.number=17
            teamcity.pullRequest.target.branch=refs/heads/main

            """
        var request = expected
        (request.branch, request.number, request.baseBranch, request.isFork) = ("feature", 17, "main", false)
        expect(try facts(change + "teamcity.pullRequest.source.branch=refs/heads/feature\n"), request)
        (request.branch, request.isFork) = ("pull/17", true)
        expect(try facts(change), request)
        expect(
            try CIJob.facts(["TEAMCITY_VERSION": "2025.11", "BUILD_VCS_NUMBER": CIJob.head]),
            .init("TeamCity", repository: nil))
    }
}
