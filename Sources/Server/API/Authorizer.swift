import Domain
import HTTPTypes
import Storage

/// Lets a caller in where it may be, and lets it know no more than it may know.
struct Authorizer: Sendable {
    let services: Services
    let caller: Authenticated

    /// Throws a 404 for a project that is not there or that the caller may not know of, a 403 for one in which it may
    /// not do this.
    func project(_ slug: String, for need: Access.Need) async throws -> Project {
        guard let found = try await sight(of: slug) else { throw Self.noProject(slug) }
        switch verdict(on: need, in: found) {
        case .allowed: return found.project
        case .hidden: throw Self.noProject(slug)
        case .forbidden: throw Self.forbidden(need, in: found.project)
        }
    }

    /// The project, if the caller may know of it. All that lies in a project is asked for in this one way, which takes
    /// the same steps where it is hidden and where it is not there.
    func sight(of slug: String) async throws -> ProjectInSight? {
        try await services.store.project(slug, visibleTo: caller.account.id, with: caller.access)
    }

    func verdict(on need: Access.Need, in found: ProjectInSight) -> Access.Verdict {
        caller.access.verdict(on: need, in: found.project, role: found.role)
    }

    /// In a project that the caller knows of.
    func verdict(on need: Access.Need, in project: Project) async throws -> Access.Verdict {
        let account = caller.account
        let role =
            account.isInstanceAdmin
            ? nil : try await services.store.role(of: account.id, in: project.number)
        return caller.access.verdict(on: need, in: project, role: role)
    }

    /// Throws a 404 for an application that is not there or not the caller's to know of, a 403 for a token that may not.
    func application(_ text: String) async throws -> Account {
        let id = APIRequest.number(text)
        switch caller.access.verdictOnApplication(isItself: caller.account.id == id) {
        case .hidden: throw Self.noApplication(text)
        case .forbidden:
            throw Problem(.forbidden, "This takes a token with the scope admin that is not limited to a project.")
        case .allowed:
            guard let application = try await services.store.application(id) else { throw Self.noApplication(text) }
            return application
        }
    }

    static func noApplication(_ id: String) -> Problem {
        .notFound("There is no application \(id.cut(to: 100)), or it is not this token's to know of.")
    }

    func instance() throws {
        guard caller.access.mayAdministerInstance else {
            throw Problem(
                .forbidden,
                "This takes an instance admin, with a token of the scope admin that is not limited to a "
                    + "project.")
        }
    }

    static func noProject(_ slug: String) -> Problem {
        .notFound("There is no project \(slug.cut(to: 100)), or it is not this token's to know of.")
    }

    static func forbidden(_ need: Access.Need, in project: Project) -> Problem {
        let needed =
            switch need {
            case .read: "a token with the scope read or admin"
            case .upload: "the role admin in it and a token with the scope upload or admin"
            case .publish: "the role admin in it and a token with the scope publish or admin"
            case .admin: "the role admin in it and a token with the scope admin"
            }
        return Problem(.forbidden, "In the project \(project.id) this takes \(needed).")
    }
}
