import ContinuousIntegration
import Testing

@Suite("CI systems of others")
struct HostedSystemTests {
    @Test("Bitbucket Pipelines: a branch, a tag, and a pull request, whose destination may be abbreviated")
    func bitbucket() throws {
        let system = "Bitbucket Pipelines", repository = "Unknown acme/shop"
        let common = [
            "CI": "true", "BITBUCKET_BUILD_NUMBER": "5", "BITBUCKET_COMMIT": CIJob.head,
            "BITBUCKET_REPO_FULL_NAME": "acme/shop", "BITBUCKET_GIT_HTTP_ORIGIN": "http://bitbucket.org/acme/shop",
        ]
        let job = { try CIJob.facts(common.merging($0) { $1 }) }
        expect(try job(["BITBUCKET_BRANCH": "main"]), .init(system, branch: "main", repository: repository))
        expect(try job(["BITBUCKET_TAG": "v1"]), .init(system, tag: "v1", repository: repository))
        var request = [
            "BITBUCKET_BRANCH": "feature", "BITBUCKET_PR_ID": "17", "BITBUCKET_PR_DESTINATION_BRANCH": "main",
            "BITBUCKET_PR_DESTINATION_COMMIT": CIJob.base,
        ]
        let whole = ExpectedFacts(
            system, branch: "feature", number: 17, baseBranch: "main", baseHead: CIJob.base, isFork: false,
            repository: repository)
        expect(try job(request), whole)
        request["BITBUCKET_PR_DESTINATION_COMMIT"] = String(CIJob.base.prefix(12))
        var abbreviated = whole
        abbreviated.baseHead = nil
        expect(try job(request), abbreviated)
    }

    @Test("Azure Pipelines: a branch, a tag, and a pull request of GitHub's or its own")
    func azure() throws {
        let system = "Azure Pipelines"
        let common = [
            "TF_BUILD": "True", "BUILD_REPOSITORY_URI": "https://github.com/acme/shop",
            "BUILD_SOURCEVERSION": CIJob.head, "BUILD_SOURCEVERSIONMESSAGE": "Faster",
        ]
        let job = { try CIJob.facts(common.merging($0) { $1 }) }
        expect(
            try job(["BUILD_SOURCEBRANCH": "refs/heads/feature/a", "BUILD_SOURCEBRANCHNAME": "a"]),
            .init(system, branch: "feature/a", message: "Faster"))
        expect(try job(["BUILD_SOURCEBRANCH": "refs/tags/v1"]), .init(system, tag: "v1", message: "Faster"))
        let request = [
            "BUILD_REASON": "PullRequest", "BUILD_SOURCEBRANCH": "refs/pull/17/merge",
            "BUILD_SOURCEVERSION": CIJob.merge, "SYSTEM_PULLREQUEST_PULLREQUESTID": "512345678",
            "SYSTEM_PULLREQUEST_PULLREQUESTNUMBER": "17", "SYSTEM_PULLREQUEST_SOURCEBRANCH": "feature/a",
            "SYSTEM_PULLREQUEST_SOURCECOMMITID": CIJob.head, "SYSTEM_PULLREQUEST_TARGETBRANCH": "main",
            "SYSTEM_PULLREQUEST_ISFORK": "True",
        ]
        expect(try job(request), .init(system, branch: "feature/a", number: 17, baseBranch: "main", isFork: true))
        let own = [
            "BUILD_REPOSITORY_URI": "https://acme@dev.azure.com/acme/web/_git/shop", "BUILD_SOURCEVERSION": CIJob.merge,
            "SYSTEM_PULLREQUEST_PULLREQUESTID": "17", "SYSTEM_PULLREQUEST_SOURCEBRANCH": "refs/heads/feature/a",
            "SYSTEM_PULLREQUEST_SOURCECOMMITID": CIJob.head, "SYSTEM_PULLREQUEST_TARGETBRANCH": "refs/heads/main",
            "SYSTEM_PULLREQUEST_ISFORK": "False",
        ]
        expect(
            try job(own),
            .init(
                system, branch: "feature/a", number: 17, baseBranch: "main", isFork: false,
                repository: "Unknown acme/web/_git/shop"))
    }

    @Test("CircleCI: a branch, a tag, and a pull request, also from a fork")
    func circle() throws {
        let system = "CircleCI"
        let common = [
            "CI": "true", "CIRCLECI": "true", "CIRCLE_SHA1": CIJob.head,
            "CIRCLE_REPOSITORY_URL": "git@github.com:acme/shop.git", "CIRCLE_PROJECT_USERNAME": "acme",
            "CIRCLE_PROJECT_REPONAME": "shop",
        ]
        let job = { try CIJob.facts(common.merging($0) { $1 }) }
        expect(try job(["CIRCLE_BRANCH": "main"]), .init(system, branch: "main"))
        expect(try job(["CIRCLE_TAG": "v1"]), .init(system, tag: "v1"))
        let page = "https://github.com/acme/shop/pull/17"
        expect(
            try job(["CIRCLE_BRANCH": "feature", "CIRCLE_PULL_REQUEST": page]),
            .init(system, branch: "feature", number: 17, isFork: false))
        let fork = [
            "CIRCLE_BRANCH": "pull/17", "CIRCLE_PULL_REQUEST": page, "CIRCLE_PR_NUMBER": "17",
            "CIRCLE_PR_USERNAME": "ada", "CIRCLE_PR_REPONAME": "shop",
        ]
        expect(try job(fork), .init(system, branch: "pull/17", number: 17, isFork: true))
    }

    @Test("Travis CI: TRAVIS_BRANCH is the base branch of a pull request, and a tag's name")
    func travis() throws {
        let system = "Travis CI", repository = "Unknown acme/shop"
        let common = [
            "CI": "true", "TRAVIS": "true", "TRAVIS_REPO_SLUG": "acme/shop", "TRAVIS_COMMIT": CIJob.head,
            "TRAVIS_COMMIT_MESSAGE": "Faster\n\nMuch.", "TRAVIS_PULL_REQUEST": "false",
            "TRAVIS_PULL_REQUEST_BRANCH": "", "TRAVIS_PULL_REQUEST_SHA": "", "TRAVIS_TAG": "",
        ]
        let job = { try CIJob.facts(common.merging($0) { $1 }) }
        expect(
            try job(["TRAVIS_BRANCH": "main"]),
            .init(system, branch: "main", repository: repository, message: "Faster"))
        expect(
            try job(["TRAVIS_BRANCH": "v1", "TRAVIS_TAG": "v1"]),
            .init(system, tag: "v1", repository: repository, message: "Faster"))
        var request = [
            "TRAVIS_BRANCH": "main", "TRAVIS_PULL_REQUEST": "17", "TRAVIS_PULL_REQUEST_BRANCH": "feature",
            "TRAVIS_PULL_REQUEST_SHA": CIJob.head, "TRAVIS_PULL_REQUEST_SLUG": "acme/shop",
            "TRAVIS_COMMIT": CIJob.merge, "TRAVIS_COMMIT_MESSAGE": "Merge 1 into 2",
        ]
        var expected = ExpectedFacts(
            system, branch: "feature", number: 17, baseBranch: "main", isFork: false, repository: repository)
        expect(try job(request), expected)
        request["TRAVIS_PULL_REQUEST_SLUG"] = "ada/shop"
        expected.isFork = true
        expect(try job(request), expected)
    }

    @Test("Netlify: a branch, and a deploy preview of a pull request")
    func netlify() throws {
        let common = [
            "CI": "true", "NETLIFY": "true", "REPOSITORY_URL": "https://github.com/acme/shop", "COMMIT_REF": CIJob.head,
            "PULL_REQUEST": "false",
        ]
        let job = { try CIJob.facts(common.merging($0) { $1 }) }
        expect(try job(["BRANCH": "main", "HEAD": "main"]), .init("Netlify", branch: "main"))
        expect(
            try job(["BRANCH": "pull/17/head", "HEAD": "feature", "PULL_REQUEST": "true", "REVIEW_ID": "17"]),
            .init("Netlify", branch: "feature", number: 17, isFork: false))
    }

    @Test("Vercel: a branch, and a preview of a pull request")
    func vercel() throws {
        let common = [
            "CI": "1", "VERCEL": "1", "VERCEL_GIT_PROVIDER": "github", "VERCEL_GIT_REPO_OWNER": "acme",
            "VERCEL_GIT_REPO_SLUG": "shop", "VERCEL_GIT_COMMIT_SHA": CIJob.head, "VERCEL_GIT_COMMIT_MESSAGE": "Faster",
            "VERCEL_GIT_PULL_REQUEST_ID": "",
        ]
        let job = { try CIJob.facts(common.merging($0) { $1 }) }
        expect(try job(["VERCEL_GIT_COMMIT_REF": "main"]), .init("Vercel", branch: "main", message: "Faster"))
        expect(
            try job(["VERCEL_GIT_COMMIT_REF": "feature", "VERCEL_GIT_PULL_REQUEST_ID": "17"]),
            .init("Vercel", branch: "feature", number: 17, isFork: false, message: "Faster"))
    }

    @Test("Cloudflare: a branch, in Pages and in Workers Builds")
    func cloudflare() throws {
        expect(
            try CIJob.facts(["CF_PAGES": "1", "CF_PAGES_BRANCH": "feature", "CF_PAGES_COMMIT_SHA": CIJob.head]),
            .init("Cloudflare Pages", branch: "feature", repository: nil))
        expect(
            try CIJob.facts([
                "WORKERS_CI": "1", "WORKERS_CI_BRANCH": "feature", "WORKERS_CI_COMMIT_SHA": CIJob.head,
            ]),
            .init("Cloudflare Workers Builds", branch: "feature", repository: nil))
    }
}
