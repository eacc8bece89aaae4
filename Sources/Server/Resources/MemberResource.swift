import Domain
import HTTPTypes
import Hummingbird
import Localization
import Storage

/// Members: who may read a project and who may administer it. Everything here is for the project's admins, so that only
/// they see emails. Members are added by their exact email or name: not every id may be known (`AccountSight`).
struct MemberResource: Sendable {
    let services: Services
    let store: any ProjectStore & MemberStore

    private static let list = "members"

    var endpoints: [Endpoint] {
        let all = "/projects/{project}/members"
        let one = "\(all)/{account}"
        return [
            .authenticated(services, .get, all, Self.listOperation, list),
            .authenticated(services, .post, all, Self.addOperation, add),
            .authenticated(services, .get, one, Self.showOperation, show),
            .authenticated(services, .put, one, Self.setOperation, set),
            .authenticated(services, .delete, one, Self.endOperation, end),
        ]
    }

    @Sendable private func list(_ request: APIRequest) async throws -> Response {
        let project = try await request.project(for: .admin)
        var query = QueryForm(Query(request.http), known: Page.parameters)
        let page = Page(&query, list: Self.list)
        try query.validate()
        let members = try await store.members(
            of: project.number, after: page.after.flatMap { Int64($0) }, limit: page.fetchLimit)
        return .json(
            .ok, page.json(members, list: Self.list, id: { String($0.account.id) }, write: { $0.write(to: &$1) }))
    }

    @Sendable private func show(_ request: APIRequest) async throws -> Response {
        let project = try await request.project(for: .admin)
        guard let member = try await store.member(request.number("account"), of: project.number) else {
            throw Self.none
        }
        return .json { member.write(to: &$0) }
    }

    @Sendable private func add(_ request: APIRequest) async throws -> Response {
        let project = try await request.project(for: .admin)
        var (form, key) = try await request.creation(MemberFields.addition)
        let (name, role) = try form.newMember()
        let path = "\(project.path)/members"
        let answer = { @Sendable (member: Member) in
            StoredAnswer(.created, location: "\(path)/\(member.account.id)") { member.write(to: &$0) }
        }
        return try await request.once(key, answer: answer) { once in
            try await add(name, role, to: project, by: request.caller, once)
        }
    }

    private func add(
        _ name: AccountName, _ role: Access.Role, to project: Project, by caller: Authenticated, _ once: Once<Member>?
    ) async throws -> Reply<Member> {
        do {
            return try await NameGuard(store: services.store, time: services.time, asker: caller.account).run {
                try await store.addMember(
                    name, role: role, in: project.number, at: services.now, once: once)
            }
        } catch StoreError.notFound {
            throw Problem.invalid([MemberFields.faultOfNobody(name)])
        }
    }

    /// 201 if the account was not a member before, else 200.
    @Sendable private func set(_ request: APIRequest) async throws -> Response {
        let project = try await request.project(for: .admin)
        let role = try await request.form(MemberFields.setting).role()
        let account = request.number("account")
        guard try await mayKnow(of: account, request.caller) else { throw Self.noAccount }
        let before = try await give(role, to: account, in: project)
        guard let member = try await store.member(account, of: project.number) else { throw Self.noAccount }
        let isNew = before == nil
        let location = isNew ? "\(project.path)/members/\(account)" : nil
        return .json(isNew ? .created : .ok, location: location) { member.write(to: &$0) }
    }

    /// Whether the caller may know whose id this is.
    private func mayKnow(of account: Account.ID, _ caller: Authenticated) async throws -> Bool {
        switch caller.access.accountSight {
        case .everyone: true
        case .sharingProject: try await store.shareProject(caller.account.id, account)
        case .members(let project): try await store.role(of: account, in: project) != nil
        }
    }

    private func give(_ role: Access.Role, to account: Account.ID, in project: Project) async throws -> Access.Role? {
        do {
            return try await store.setRole(role, of: account, in: project.number, at: services.now)
        } catch StoreError.notFound {
            throw Self.noAccount
        }
    }

    @Sendable private func end(_ request: APIRequest) async throws -> Response {
        let project = try await request.project(for: .admin)
        let before = try await store.setRole(
            nil, of: request.number("account"), in: project.number, at: services.now)
        guard before != nil else { throw Self.none }
        return .noContent
    }

    private static let none = Problem.notFound(.member)

    private static let noAccount = Problem.notFound(.account)
}

extension MemberResource {
    private static let listOperation = Operation(
        id: "listMembers", summary: "Lists a project's members by account ID. Requires admin.",
        query: Page.parameters,
        answers: [.json(200, "A page of members.", Page.schema(of: .reference("Member")))])
    private static let addOperation = Operation(
        id: "addMember",
        summary:
            "Adds a person by their exact email, or an application by its exact name. Requires admin. An email or name "
            + "that does not exist is a 422; after many of those, the response is a 429.",
        body: .json(MemberFields.addition, isRequired: true),
        answers: [.json(201, "The new member.", .reference("Member"))], takesIdempotencyKey: true)
    private static let showOperation = Operation(
        id: "getMember", summary: "Gets a member. Requires admin.",
        answers: [.json(200, "The member.", .reference("Member"))])
    private static let setOperation = Operation(
        id: "setMember",
        summary:
            "Changes a member's role, or adds an account that the caller shares another project with. Requires admin. "
            + "Any other ID is a 404, whether it exists or not.",
        body: .json(MemberFields.setting, isRequired: true),
        answers: [
            .json(200, "The updated member.", .reference("Member")),
            .json(201, "The new member.", .reference("Member")),
        ])
    private static let endOperation = Operation(
        id: "endMembership", summary: "Removes a member from the project. Requires admin.",
        answers: [.empty("Removed.")])
}
