import Domain
import HTTPTypes
import Hummingbird
import Storage

/// A request to the webhooks, deliveries or tokens of a project or an application, by someone who may do everything with
/// them.
struct OwnerPageRequest: Sendable {
    let request: PageRequest
    let owner: Owner
    /// The latest change before anything was read for the page; nil where that is not known.
    let position: String?

    var services: Services { request.services }
    var strings: Strings { request.strings }

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

    /// A whole page with the owner's navigation around it.
    /// - Parameter current: the link of the navigation where one is.
    func render<Page: Sendable>(
        _ template: String, title: String, current: String, _ page: Page, status: HTTPResponse.Status = .ok
    ) -> Response {
        switch owner {
        case .project(let project):
            ProjectPageRequest(request: request, project: project, isAdmin: true, position: position).render(
                template, title: title, current: current, page, status: status)
        case .application(let account):
            request.render(
                template, title: "\(title) · \(account.name)", page, owner: layout(of: account, current: current),
                status: status)
        }
    }

    private func layout(of account: Account, current: String) -> OwnerLayout {
        let links = [
            ("overview", path), ("deliveries", deliveriesPath), ("webhooks", webhooksPath), ("tokens", tokensPath),
        ]
        return OwnerLayout(
            name: account.name, href: path, navigation: strings("navigation-application"), stream: "\(path)/live",
            after: position,
            links: links.map { name, href in
                NavigationLink(
                    name: strings("navigation-\(name)"), href: href, isCurrent: name == current, isPart: false)
            })
    }
}

extension OwnerPageRequest {
    init(_ owner: Owner, _ request: PageRequest) {
        self.init(request: request, owner: owner, position: request.services.store.position(in: owner.key))
    }

    /// The project that its events are of; those of an application are of any.
    var projectName: String {
        switch owner {
        case .project(let project): project.id
        case .application: "…"
        }
    }
}

extension ProjectPageRequest {
    var asOwner: OwnerPageRequest { OwnerPageRequest(request: request, owner: .project(project), position: position) }
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

extension PageRequest {
    /// The owner of the path: a project for its admins, an application for administrators of the server.
    func owner(_ kind: OwnerKind) async throws -> OwnerPageRequest {
        switch kind {
        case .project: try await project(for: .admin).asOwner
        case .application: OwnerPageRequest(.application(try await application()), self)
        }
    }

    /// The application of the path, for administrators of the server.
    func application() async throws -> Account {
        _ = try instanceAdmin()
        guard let application = try await services.store.application(number("application")) else {
            throw Problem.notFound(strings("no-application"))
        }
        return application
    }
}
