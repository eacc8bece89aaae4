import Domain
import Hummingbird
import Localization
import Storage

extension PageRequest {
    /// The project in the path, if the visitor may do what the page needs, with the request for a page of it. Throws as
    /// `Authorizer` does; a visitor who is not signed in is sent to the sign-in page instead.
    func project(for need: Access.Need) async throws -> (PageRequest, Project) {
        let slug = parameter("project")
        let found = try await services.store.project(slug, visibleTo: account?.id ?? Self.nobody, with: access)
        guard let found else { throw try missing(slug) }
        let project = found.project
        switch access.verdict(on: need, in: project, role: found.role) {
        case .allowed:
            let isAdmin = access.verdict(on: .admin, in: project, role: found.role) == .allowed
            return (forPage(of: .project(project), isAdmin: isAdmin), project)
        case .hidden: throw try missing(slug)
        case .forbidden:
            _ = try signedIn()
            throw Problem(.forbidden, .page(.projectAdminsOnly(project: project.id)))
        }
    }

    /// The application in the path, for administrators of the server, with the request for a page of it.
    func application() async throws -> (PageRequest, Account) {
        _ = try instanceAdmin()
        guard let application = try await services.store.application(number("application")) else {
            throw Problem(.notFound, .page(.noApplication))
        }
        return (forPage(of: .application(application), isAdmin: true), application)
    }

    /// The owner in the path, with the request for a page of it: a project for its admins, an application for
    /// administrators of the server.
    func owner(_ kind: OwnerKind) async throws -> (PageRequest, Owner) {
        switch kind {
        case .project:
            let (request, project) = try await project(for: .admin)
            return (request, .project(project))
        case .application:
            let (request, application) = try await application()
            return (request, .application(application))
        }
    }

    /// The same request with the navigation of the project or application in its path, if the visitor may see that: for
    /// a page about something in it that could not be shown. Only its navigation is missing if that cannot be read.
    func withNavigation() async -> PageRequest {
        guard owner == nil else { return self }
        let parts = path.split(byte: "/").map { String($0) }
        guard let first = parts.first else { return self }
        if first == "applications", parts.count > 1, access.mayAdministerInstance {
            let application = try? await services.store.application(APIRequest.number(parts[1]))
            return application.map { forPage(of: .application($0), isAdmin: true) } ?? self
        }
        guard Project.isValid(slug: first), !Project.reservedSlugs.contains(first),
            let found = try? await services.store.project(first, visibleTo: account?.id ?? Self.nobody, with: access)
        else { return self }
        switch access.verdict(on: .read, in: found.project, role: found.role) {
        case .allowed:
            let isAdmin = account != nil && access.verdict(on: .admin, in: found.project, role: found.role) == .allowed
            return forPage(of: .project(found.project), isAdmin: isAdmin)
        case .hidden, .forbidden: return self
        }
    }

    private func missing(_ slug: String) throws -> any Error {
        _ = try signedIn()
        return Problem(.notFound, .page(.noProject(slug: slug.cut(to: 100))))
    }
}
