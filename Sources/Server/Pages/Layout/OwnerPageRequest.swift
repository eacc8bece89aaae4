import Domain
import HTTPTypes
import Hummingbird
import Localization
import Storage

/// A request for the webhooks, deliveries or tokens of a project or an application, from someone with full access to
/// them.
struct OwnerPageRequest: Sendable {
    let request: PageRequest
    let owner: Owner
    /// The latest change before anything was read for the page; nil if unknown.
    let position: String?

    var services: Services { request.services }
    var strings: Strings { request.strings }

    /// The path of its home page.
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

    /// A whole page with the owner's navigation.
    /// - Parameter current: the navigation's current link, if any.
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

    /// The project of its events; an application's events may be of any project.
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
    /// The prefix of its page paths.
    var pages: String {
        switch self {
        case .project: "/{project}"
        case .application: "/applications/{application}"
        }
    }

    /// The prefix of its settings paths.
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
    /// The owner in the path: a project for its admins, an application for administrators of the server.
    func owner(_ kind: OwnerKind) async throws -> OwnerPageRequest {
        switch kind {
        case .project: try await project(for: .admin).asOwner
        case .application: OwnerPageRequest(.application(try await application()), self)
        }
    }

    /// The application in the path, for administrators of the server.
    func application() async throws -> Account {
        _ = try instanceAdmin()
        guard let application = try await services.store.application(number("application")) else {
            throw Problem(.notFound, .page(.noApplication))
        }
        return application
    }
}
