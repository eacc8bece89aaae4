import Domain
import Storage

/// The newest projects, in the top bar: to switch between them without the list.
struct ProjectSwitcher: Sendable {
    /// How many projects it offers.
    static let length = 10

    struct Link: Sendable {
        var id: String
        var href: String
        var isCurrent: Bool
    }

    /// The name of the page's project or application; nil outside of one.
    var current: String?
    var links: [Link]

    init(_ projects: [Project], current: OwnerLayout?) {
        self.current = current?.name
        links = projects.map { Link(id: $0.id, href: "/\($0.id)", isCurrent: "/\($0.id)" == current?.href) }
    }
}

extension PageRequest {
    /// An account id that nobody has: it sees what is public.
    static let nobody: Account.ID = 0

    /// The account whose projects the visitor sees; nil if the visitor sees all of them.
    var viewer: Account.ID? { access.seesAllProjects ? nil : account?.id ?? Self.nobody }

    func newestProjects() async throws -> [Project] {
        try await services.store.projects(visibleTo: viewer, before: nil, limit: ProjectSwitcher.length)
    }
}
