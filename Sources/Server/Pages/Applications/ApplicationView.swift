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
    /// Whether what was refused is its removal.
    var isRemoval: Bool

    init(
        _ application: Account, _ overview: ApplicationOverview?, _ memberships: [Membership], fault: FaultReason?,
        _ request: PageRequest
    ) {
        let strings = request.strings
        let owner = Owner.application(application)
        id = application.id
        name = application.name
        path = owner.pagePath
        webhooksPath = owner.webhooksPath
        webhooks = overview?.webhooks ?? 0
        created = MomentView(application.createdAt, now: request.now, strings)
        mark = StatusBadge(overview?.lastDelivery, now: request.now, strings)
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
        isRemoval = hasFaults
        confirm = FieldView(
            "confirm", label: strings("application-confirm"), fault: self.faults.first?.message)
    }
}
