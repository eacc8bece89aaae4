import Domain

/// What uploads a project's builds from CI, ready to copy. The steps are those of `packaging/ci`.
struct SetUpSnippets: Sendable {
    let project: Project
    let serverURL: String
    /// The program's version, and the SHA-256 of its file; nil if it is not known.
    let version: String
    let sha256: String?

    /// The variable that holds where the program can be downloaded.
    static let download = "PERFSEE_DOWNLOAD"
    /// The variable that holds the checksum of that file, where it is not this server's program.
    static let checksum = "PERFSEE_SHA256"
    /// Where a repository has its copy of the steps.
    static let steps = "ci/perfsee"
    /// The folder that the build is written to.
    private static let build = "dist"

    var gitHubActions: String {
        """
        # .github/workflows/perfsee.yml
        name: Perfsee
        on:
          push:
            branches: [main]
          pull_request:
        permissions:
          contents: read
        jobs:
          perfsee:
            # Pull requests from forks have no secrets.
            if: ${{ !github.event.pull_request.head.repo.fork }}
            runs-on: ubuntu-24.04
            steps:
              - uses: actions/checkout@v4
                with:
                  fetch-depth: 0
              - run: npm ci && npm run build
              - uses: ./\(Self.steps)/github
                with:
                  build: \(Self.build)
                  project: \(project.id)
                  url: \(serverURL)
                  token: ${{ secrets.PERFSEE_TOKEN }}
                  download: ${{ vars.\(Self.download) }}
                  version: "\(version)"
                  sha256: \(sha256 ?? "${{ vars.\(Self.checksum) }}")
        """
    }

    var gitLab: String {
        // The template's own default leaves a variable of the project as it is.
        let pin = sha256.map { "\n      sha256: \($0)" } ?? ""
        return """
            # .gitlab-ci.yml
            include:
              - local: \(Self.steps)/gitlab/template.yml
                inputs:
                  build: \(Self.build)
                  project: \(project.id)
                  url: \(serverURL)
                  version: "\(version)"\(pin)
            build:
              stage: build
              script:
                - npm ci && npm run build
              artifacts:
                paths:
                  - \(Self.build)/
            """
    }

    var bitbucket: String {
        """
        # bitbucket-pipelines.yml
        definitions:
          steps:
            - step: &perfsee
                name: Perfsee
                clone:
                  depth: full
                script:
                  - npm ci && npm run build
        \(Self.lines(exports, indentation: 10, mark: "- "))
                  - sh \(Self.steps)/perfsee-step.sh
                artifacts:
                  - perfsee-report/**
        pipelines:
          pull-requests:
            "**":
              - step: *perfsee
          branches:
            main:
              - step: *perfsee
        """
    }

    var shell: String {
        (exports + ["export PERFSEE_TOKEN=psee_…", "sh \(Self.steps)/perfsee-step.sh"]).joined(separator: "\n")
    }

    /// What the step reads, but for the token and what is in variables of the CI system.
    private var exports: [String] {
        var variables = [
            ("PERFSEE_URL", serverURL), ("PERFSEE_PROJECT", project.id), ("PERFSEE_BUILD", Self.build),
            ("PERFSEE_VERSION", version),
        ]
        if let sha256 { variables.append((Self.checksum, sha256)) }
        return variables.map { "export \($0.0)=\($0.1)" }
    }

    private static func lines(_ lines: [String], indentation: Int, mark: String) -> String {
        lines.map { String(repeating: " ", count: indentation) + mark + $0 }.joined(separator: "\n")
    }

    /// Without the program: what it sends, but for the commit that the build is compared with.
    var curl: String {
        let parameters = [
            ("projectId", project.id), ("host", project.host.rawValue), ("namespace", project.namespace),
            ("name", project.name), ("artifactName", "main"),
        ]
        let known = parameters.map { "  --url-query \(Self.quoted("\($0.0)=\($0.1)"))" }
        let lines =
            ["curl -fsS -X POST \(serverURL)/api/v1/artifacts"] + known + [
                "  --url-query \"branch=$(git branch --show-current)\"",
                "  --url-query \"commitHash=$(git rev-parse HEAD)\"",
                "  -H \"Authorization: Bearer $PERFSEE_TOKEN\"",
                "  -H 'Content-Type: application/octet-stream'", "  --data-binary @build.tar.gz",
            ]
        return "tar -czf build.tar.gz -C dist .\n" + lines.joined(separator: " \\\n")
    }

    private static func quoted(_ text: String) -> String { "'\(text.replacing(byte: "'", with: "'\\''"))'" }
}
