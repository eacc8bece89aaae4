import Domain
import Localization
import Storage

/// The home page of one application.
struct ApplicationView: Sendable {
    struct ProjectRow: Sendable {
        var id: String
        var href: String
        var role: String
        var membersHref: String
    }

    var id: Account.ID
    var name: String
    var path: String
    var webhooksPath: String
    var webhooks: Int
    var created: MomentView
    var mark: StatusBadge
    var projects: [ProjectRow]
    var hasProjects: Bool
    var confirm: FieldView
    var faults: [FaultView]
    var hasFaults: Bool

    init(
        _ application: Account, _ overview: ApplicationOverview?, _ memberships: [Membership], fault: FaultReason?,
        _ here: OwnerPageRequest
    ) {
        let strings = here.strings
        id = application.id
        name = application.name
        path = here.path
        webhooksPath = here.webhooksPath
        webhooks = overview?.webhooks ?? 0
        created = MomentView(application.createdAt, now: here.request.now, strings)
        mark = StatusBadge(overview?.lastDelivery, now: here.request.now, strings)
        projects = memberships.map { membership in
            ProjectRow(
                id: membership.project.id, href: "/\(membership.project.id)",
                role: strings("role-\(membership.role.rawValue)"),
                membersHref: "/\(membership.project.id)/settings/members")
        }
        hasProjects = !memberships.isEmpty
        let faults = fault.map { [FieldFault(field: "confirm", reason: $0)] } ?? []
        self.faults = FaultView.list(faults, labels: ["confirm": strings("application-confirm")], strings)
        hasFaults = !faults.isEmpty
        confirm = FieldView(
            "confirm", label: strings("application-confirm"), fault: self.faults.first?.message)
    }
}
