import Hummingbird

/// What everyone who works with this server needs to know, in short: the foot of every page leads here.
struct DocsPage: Sendable {
    /// Below a path that is never a project's.
    static let path = "/api/docs"
    private static let topics = ["upload", "receive", "api", "command", "more"]

    let services: Services

    var routes: [PageRoute] { [.get(services, Self.path, show)] }

    struct View: Sendable {
        struct Topic: Sendable {
            var heading: String
            var text: SentenceView
        }

        var topics: [Topic]
    }

    @Sendable private func show(_ request: PageRequest) async throws -> Response {
        let strings = request.strings
        let values = ["server": services.configuration.publicURL]
        let view = View(
            topics: Self.topics.map {
                View.Topic(heading: strings("docs-\($0)"), text: SentenceView(strings("docs-\($0)-text", values)))
            })
        return request.render("docs", title: strings("docs"), view)
    }
}
