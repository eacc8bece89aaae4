import Domain
import HTTPTypes
import Hummingbird
import Localization
import Storage

/// Settings -> Members: who may read a project and who may administer it.
struct MemberPages: Sendable {
    /// How many members one page shows.
    static let pageSize = 200

    let services: Services
    let store: any ProjectStore & MemberStore

    var routes: [PageRoute] {
        let list = "/{project}/settings/members"
        return [
            .get(services, list, show), .post(services, list, add),
            .post(services, "\(list)/applications", addApplication),
            .post(services, "\(list)/{account}", change), .get(services, "\(list)/{account}/remove", askToRemove),
            .post(services, "\(list)/{account}/remove", remove),
        ]
    }

    struct View: Sendable {
        struct Row: Sendable {
            var id: Int64
            var name: String
            var email: String
            var role: String
            var isAdmin: Bool
            var action: String
        }

        var action: String
        var rows: [Row]
        var hasRows: Bool
        var email: String
        var emailFault: String?
        /// The name of an application, as typed.
        var application: String
        var applicationFault: String?
        var faults: [FaultView]
        var hasFaults: Bool
    }

    @Sendable private func show(_ request: PageRequest) async throws -> Response {
        let (request, project) = try await request.project(for: .admin)
        return try await page(request, project)
    }

    @Sendable private func add(_ request: PageRequest, _ form: PostedForm) async throws -> Response {
        let (request, project) = try await request.project(for: .admin)
        let email = form["email"].trimmed
        if let reason = NewPassword.fault(email: email) {
            return try await page(request, project, email: email, fault: FieldFault(field: "email", reason: reason))
        }
        if let fault = try await add(.email(email), form, to: project, request) {
            return try await page(request, project, email: email, fault: fault)
        }
        return .redirect("\(request.path)?notice=member-added")
    }

    @Sendable private func addApplication(_ request: PageRequest, _ form: PostedForm) async throws -> Response {
        let (request, project) = try await request.project(for: .admin)
        let name = form["application"].trimmed
        if let fault = try await add(.application(name), form, to: project, request) {
            return try await page(request, project, application: name, fault: fault)
        }
        return .redirect("/\(project.id)/settings/members?notice=member-added")
    }

    /// Nil if the member was added, else what is wrong with the name.
    private func add(
        _ name: AccountName, _ form: PostedForm, to project: Project, _ request: PageRequest
    ) async throws -> FieldFault? {
        let role = try MemberFields.role(named: form["role"])
        let fault = MemberFields.faultOfNobody(name)
        do {
            _ = try await NameGuard(store: services.store, time: services.time, asker: request.signedIn()).run {
                try await store.addMember(
                    name, role: role, in: project.number, at: services.now, once: nil)
            }
            return nil
        } catch StoreError.notFound {
            return fault
        } catch StoreError.conflict(let conflict) {
            return FieldFault(field: fault.field, reason: .conflict(conflict))
        }
    }

    @Sendable private func change(_ request: PageRequest, _ form: PostedForm) async throws -> Response {
        let (_, project, member) = try await member(of: request)
        let role = try MemberFields.role(named: form["role"])
        try await store.setRole(role, of: member.account.id, in: project.number, at: services.now)
        return .redirect("/\(project.id)/settings/members?notice=member-changed")
    }

    @Sendable private func askToRemove(_ request: PageRequest) async throws -> Response {
        let (request, project, member) = try await member(of: request)
        let values = [
            "name": member.account.name, "email": member.account.email ?? "–", "role": member.role.rawValue,
            "project": project.id,
        ]
        let view = ConfirmView(
            heading: request.strings("confirm-member", values),
            losses: [request.strings("confirm-member-lead", values), request.strings("confirm-member-loss")],
            action: request.path, button: request.strings("remove"), back: "/\(project.id)/settings/members")
        return request.render("confirm", title: view.heading, current: "members", view)
    }

    @Sendable private func remove(_ request: PageRequest, _ form: PostedForm) async throws -> Response {
        let (request, project, member) = try await member(of: request)
        guard form.isConfirmed else { return .redirect(request.path) }
        try await store.setRole(nil, of: member.account.id, in: project.number, at: services.now)
        return .redirect("/\(project.id)/settings/members?notice=member-removed")
    }

    private func member(of request: PageRequest) async throws -> (PageRequest, Project, Member) {
        let (request, project) = try await request.project(for: .admin)
        guard let member = try await store.member(request.number("account"), of: project.number) else {
            throw Problem.notFound(.member)
        }
        return (request, project, member)
    }

    private func page(
        _ request: PageRequest, _ project: Project, email: String = "", application: String = "",
        fault: FieldFault? = nil
    ) async throws -> Response {
        let strings = request.strings
        let action = "/\(project.id)/settings/members"
        let members = try await store.members(of: project.number, after: nil, limit: Self.pageSize)
        let rows = members.map { member in
            View.Row(
                id: member.account.id, name: member.account.name,
                email: member.account.kind == .application ? strings("an-application") : member.account.email ?? "",
                role: strings("role-\(member.role.rawValue)"), isAdmin: member.role == .admin,
                action: "\(action)/\(member.account.id)")
        }
        let faults = FaultView.list(
            [fault].compactMap(\.self), labels: ["email": strings("email"), "application": strings("application")],
            strings)
        let message = { (field: String) in faults.first { $0.field == field }?.message }
        let view = View(
            action: action, rows: rows, hasRows: !rows.isEmpty, email: email, emailFault: message("email"),
            application: application, applicationFault: message("application"), faults: faults,
            hasFaults: !faults.isEmpty)
        return request.render(
            "members", title: strings("navigation-members"), current: "members", view,
            status: fault == nil ? .ok : .unprocessableContent)
    }
}
