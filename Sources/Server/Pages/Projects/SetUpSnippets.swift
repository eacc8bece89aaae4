import Domain

/// What uploads a project's builds from CI, ready to copy.
struct SetUpSnippets: Sendable {
    let project: Project
    let serverURL: String

    /// The variable that holds where the Debian package of the program can be downloaded.
    static let package = "PERFSEE_PACKAGE"

    var gitHubActions: String {
        """
        # .github/workflows/perfsee.yml
        name: Perfsee
        on:
          push:
            branches: [main]
          pull_request:
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
              - run: |
                  curl -fsSL "${{ vars.\(Self.package) }}" -o perfsee.deb
                  sudo apt-get install -y ./perfsee.deb
              - run: \(upload)
                env:
                  PERFSEE_URL: \(serverURL)
                  PERFSEE_TOKEN: ${{ secrets.PERFSEE_TOKEN }}
        """
    }

    var gitLab: String {
        """
        # .gitlab-ci.yml
        perfsee:
          image: node:22-bookworm
          rules:
            - if: $CI_PIPELINE_SOURCE == "merge_request_event"
            - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
          variables:
            GIT_DEPTH: "0"
            PERFSEE_URL: \(serverURL)
          script:
            - npm ci && npm run build
            - curl -fsSL "$\(Self.package)" -o perfsee.deb
            - apt-get update && apt-get install -y ./perfsee.deb
            - \(upload)
        """
    }

    var shell: String {
        """
        export PERFSEE_URL=\(serverURL)
        export PERFSEE_TOKEN=psee_…
        \(upload)
        """
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

    private var upload: String { "perfsee upload dist --project \(project.id) --wait" }

    private static func quoted(_ text: String) -> String { "'\(text.replacing(byte: "'", with: "'\\''"))'" }
}
