import Domain
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
        var mark: MarkView

        init(_ application: Account, _ overview: ApplicationOverview?, now: Timestamp, _ words: Words) {
            id = application.id
            name = CutText(application.name)
            href = application.applicationPagePath
            projects = overview?.projects ?? 0
            webhooks = overview?.webhooks ?? 0
            mark = MarkView(overview?.lastDelivery, now: now, words)
        }
    }

    var rows: [Row]
    var hasRows: Bool
    var name: FieldView
    var older: String?
    var faults: [FaultView]
    var hasFaults: Bool

    init(rows: [Row], name: String, fault: String?, older: String?, _ words: Words) {
        self.rows = rows
        hasRows = !rows.isEmpty
        self.older = older
        let faults = fault.map { [FieldFault(field: "name", message: $0)] } ?? []
        self.faults = FaultView.list(faults, labels: ["name": words("name")], words)
        hasFaults = !faults.isEmpty
        self.name = FieldView(
            "name", label: words("name"), value: name, hint: words("application-name-hint"),
            fault: self.faults.first?.message)
    }
}
