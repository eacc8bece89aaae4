import Domain
import Hummingbird

/// Project -> Set up CI: how its builds get here.
struct SetUpPages: Sendable {
    let services: Services

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
        var snippets: [Snippet]
    }

    @Sendable private func show(_ request: PageRequest) async throws -> Response {
        let (request, project) = try await request.project(for: .read)
        let code = SetUpSnippets(project: project, serverURL: services.configuration.publicURL)
        let snippets = [
            ("github", code.gitHubActions), ("gitlab", code.gitLab), ("shell", code.shell), ("curl", code.curl),
        ]
        let view = View(
            tokensPath: request.isAdmin ? "/\(project.id)/settings/tokens" : nil,
            snippets: snippets.map { name, code in
                View.Snippet(
                    id: name, heading: request.strings("set-up-\(name)"),
                    lead: SentenceView(request.strings("set-up-\(name)-lead")), code: code)
            })
        return request.render("set-up", title: request.strings("navigation-set-up"), current: "set-up", view)
    }
}
