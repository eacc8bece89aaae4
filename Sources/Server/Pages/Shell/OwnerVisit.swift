import Domain
import HTTPTypes
import Hummingbird
import Storage

/// A visit to the webhooks, deliveries or tokens of a project or an application, by someone who may do everything with
/// them.
struct OwnerVisit: Sendable {
    let visit: Visit
    let owner: Owner
    /// The latest change before anything was read for the page; nil where that is not known.
    let position: String?

    var services: Services { visit.services }
    var words: Words { visit.words }

    /// Where it is at home.
    var path: String {
        switch owner {
        case .project(let project): "/\(project.id)"
        case .application(let account): account.applicationPagePath
        }
    }

    private var settingsPath: String {
        switch owner {
        case .project: "\(path)/settings"
        case .application: path
        }
    }

    var webhooksPath: String { "\(settingsPath)/webhooks" }
    var tokensPath: String { "\(settingsPath)/tokens" }
    var deliveriesPath: String { "\(path)/deliveries" }

    /// A whole page with the owner's rail around it.
    /// - Parameter current: the link of the rail where one is.
    func render<Page: Sendable>(
        _ template: String, title: String, current: String, _ page: Page, status: HTTPResponse.Status = .ok
    ) -> Response {
        switch owner {
        case .project(let project):
            ProjectVisit(visit: visit, project: project, isAdmin: true, position: position).render(
                template, title: title, current: current, page, status: status)
        case .application(let account):
            visit.render(
                template, title: "\(title) · \(account.name)", page, owner: shell(of: account, current: current),
                status: status)
        }
    }

    private func shell(of account: Account, current: String) -> OwnerShell {
        let links = [
            ("overview", path), ("deliveries", deliveriesPath), ("webhooks", webhooksPath), ("tokens", tokensPath),
        ]
        return OwnerShell(
            name: account.name, href: path, rail: words("rail-application"), stream: "\(path)/live",
            after: position,
            links: links.map { name, href in
                RailLink(name: words("rail-\(name)"), href: href, isCurrent: name == current, isPart: false)
            })
    }
}

extension OwnerVisit {
    init(_ owner: Owner, _ visit: Visit) {
        self.init(visit: visit, owner: owner, position: visit.services.store.position(in: owner.key))
    }

    /// The project that its events are of; those of an application are of any.
    var projectName: String {
        switch owner {
        case .project(let project): project.id
        case .application: "…"
        }
    }
}

extension ProjectVisit {
    var asOwner: OwnerVisit { OwnerVisit(visit: visit, owner: .project(project), position: position) }
}

extension OwnerKind {
    /// What the paths of pages begin with.
    var pages: String {
        switch self {
        case .project: "/{project}"
        case .application: "/applications/{application}"
        }
    }

    /// What the paths of its settings begin with.
    var settings: String {
        switch self {
        case .project: "\(pages)/settings"
        case .application: pages
        }
    }
}

extension Account {
    var applicationPagePath: String { "/applications/\(id)" }
}

extension Visit {
    /// The owner of the path: a project for its admins, an application for administrators of the server.
    func owner(_ kind: OwnerKind) async throws -> OwnerVisit {
        switch kind {
        case .project: try await project(for: .admin).asOwner
        case .application: OwnerVisit(.application(try await application()), self)
        }
    }

    /// The application of the path, for administrators of the server.
    func application() async throws -> Account {
        _ = try instanceAdmin()
        guard let application = try await services.store.application(number("application")) else {
            throw Problem.notFound(words("no-application"))
        }
        return application
    }
}
