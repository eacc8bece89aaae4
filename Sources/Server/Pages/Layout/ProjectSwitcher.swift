import Domain
import Storage

/// The newest projects, in the bar on top: from one to another without the list.
struct ProjectSwitcher: Sendable {
    /// How many projects it offers.
    static let length = 10

    struct Link: Sendable {
        var id: String
        var href: String
        var isCurrent: Bool
    }

    /// The name of the project or the application that the page is of; nil outside of one.
    var current: String?
    var links: [Link]

    init(_ projects: [Project], current: OwnerLayout?) {
        self.current = current?.name
        links = projects.map { Link(id: $0.id, href: "/\($0.id)", isCurrent: "/\($0.id)" == current?.href) }
    }
}

extension PageRequest {
    /// An account that nobody has: it sees what is public.
    static let nobody: Account.ID = 0

    /// Whose projects the visitor sees; nil where that is all of them.
    var viewer: Account.ID? { account?.isInstanceAdmin == true ? nil : account?.id ?? Self.nobody }

    func newestProjects() async throws -> [Project] {
        try await services.store.projects(visibleTo: viewer, before: nil, limit: ProjectSwitcher.length)
    }
}
