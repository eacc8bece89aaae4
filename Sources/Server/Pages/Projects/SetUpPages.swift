import Domain
import Hummingbird

/// Project -> Set up CI: how its builds get here.
struct SetUpPages: Sendable {
    let services: Services
    private let program: ProgramFile

    init(services: Services) {
        self.services = services
        program = ProgramFile(services.configuration.programFile)
    }

    var routes: [PageRoute] { [.get(services, "/{project}/set-up", show)] }

    struct View: Sendable {
        struct Snippet: Sendable {
            var id: String
            var heading: String
            var lead: SentenceView
            var code: String
        }

        /// Where tokens are created; nil for those who may not.
        var tokensPath: String?
        /// Which program this server runs.
        var version: String
        /// The checksum of its file; nil if it is not known.
        var sha256: String?
        var place: SentenceView
        var steps: SentenceView
        var snippets: [Snippet]
    }

    @Sendable private func show(_ request: PageRequest) async throws -> Response {
        let (request, project) = try await request.project(for: .read)
        let (version, sha256) = (services.configuration.version, await program.sha256)
        let code = SetUpSnippets(
            project: project, serverURL: services.configuration.publicURL, version: version, sha256: sha256)
        let snippets = [
            ("github", code.gitHubActions), ("gitlab", code.gitLab), ("bitbucket", code.bitbucket),
            ("shell", code.shell),
            ("curl", code.curl),
        ]
        let strings = request.strings
        let place = strings(sha256 == nil ? "set-up-program-place-unknown" : "set-up-program-place")
        let view = View(
            tokensPath: request.isAdmin ? "/\(project.id)/settings/tokens" : nil,
            version: strings("set-up-version", ["version": version, "platform": ProgramFile.platform]), sha256: sha256,
            place: SentenceView(place), steps: SentenceView(strings("set-up-steps-lead")),
            snippets: snippets.map { name, code in
                View.Snippet(
                    id: name, heading: strings("set-up-\(name)"), lead: SentenceView(strings("set-up-\(name)-lead")),
                    code: code)
            })
        return request.render("set-up", title: strings("navigation-set-up"), current: "set-up", view)
    }
}
