import Domain
import Localization
import Storage

/// The list of applications, and the form that creates one.
struct ApplicationListView: Sendable {
    struct Row: Sendable {
        var id: Account.ID
        var name: CutText
        var href: String
        var projects: Int
        var webhooks: Int
        /// The latest attempt for any of its webhooks.
        var mark: StatusBadge

        init(_ application: Account, _ overview: ApplicationOverview?, now: Timestamp, _ strings: Strings) {
            id = application.id
            name = CutText(application.name)
            href = application.applicationPagePath
            projects = overview?.projects ?? 0
            webhooks = overview?.webhooks ?? 0
            mark = StatusBadge(overview?.lastDelivery, now: now, strings)
        }
    }

    var rows: [Row]
    var hasRows: Bool
    var name: FieldView
    var older: String?
    var faults: [FaultView]
    var hasFaults: Bool

    init(rows: [Row], name: String, fault: FaultReason?, older: String?, _ strings: Strings) {
        self.rows = rows
        hasRows = !rows.isEmpty
        self.older = older
        let faults = fault.map { [FieldFault(field: "name", reason: $0)] } ?? []
        self.faults = FaultView.list(faults, labels: ["name": strings("name")], strings)
        hasFaults = !faults.isEmpty
        self.name = FieldView(
            "name", label: strings("name"), value: name, hint: strings("application-name-hint"),
            fault: self.faults.first?.message)
    }
}
