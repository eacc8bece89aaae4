import Domain
import HTTPTypes
import Localization
import Storage

/// Looks up what the rules of `Access` need, and refuses what they do not allow.
struct Authorizer: Sendable {
    let services: Services
    let caller: Authenticated

    /// Throws a 404 for a project that does not exist or that the caller may not know about, a 403 for one in which it
    /// lacks the permission.
    func project(_ slug: String, for need: Access.Need) async throws -> Project {
        guard let found = try await sight(of: slug) else { throw Self.noProject(slug) }
        switch verdict(on: need, in: found) {
        case .allowed: return found.project
        case .hidden: throw Self.noProject(slug)
        case .forbidden: throw Self.forbidden(need, in: found.project)
        }
    }

    /// The project, if the caller may know about it. Everything in a project is looked up this way, which takes the
    /// same steps whether the project is hidden or does not exist.
    func sight(of slug: String) async throws -> ProjectInSight? {
        try await services.access.project(slug, visibleTo: caller.account.id, with: caller.access)
    }

    func verdict(on need: Access.Need, in found: ProjectInSight) -> Access.Verdict {
        caller.access.verdict(on: need, in: found.project, role: found.role)
    }

    /// For a project that the caller knows about.
    func verdict(on need: Access.Need, in project: Project) async throws -> Access.Verdict {
        let account = caller.account
        let role =
            account.isInstanceAdmin
            ? nil : try await services.store.role(of: account.id, in: project.number)
        return caller.access.verdict(on: need, in: project, role: role)
    }

    /// Throws a 404 for an application that does not exist or that the caller may not know about, a 403 for a token
    /// without the permission.
    func application(_ text: String) async throws -> Account {
        let id = APIRequest.number(text)
        switch caller.access.verdictOnApplication(isItself: caller.account.id == id) {
        case .hidden: throw Self.noApplication(text)
        case .forbidden: throw Problem.forbidden(.application)
        case .allowed:
            guard let application = try await services.store.application(id) else { throw Self.noApplication(text) }
            return application
        }
    }

    static func noApplication(_ id: String) -> Problem {
        .notFound(.application(id: id.cut(to: 100)))
    }

    func instance() throws {
        guard caller.access.mayAdministerInstance else { throw Problem.forbidden(.instance) }
    }

    /// Throws a 403 if the server leaves creating projects to others.
    func creatingProjects() async throws {
        let creators = try await services.store.instanceSettings().projectCreators
        guard caller.access.mayCreateProjects(creators) else { throw Problem.forbidden(.creatingProject(creators)) }
    }

    static func noProject(_ slug: String) -> Problem {
        .notFound(.project(slug: slug.cut(to: 100)))
    }

    static func forbidden(_ need: Access.Need, in project: Project) -> Problem {
        .forbidden(.project(slug: project.id, need: need))
    }
}
