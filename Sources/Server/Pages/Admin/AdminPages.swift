import Domain
import HTTPTypes
import Hummingbird
import Localization
import Signing
import Storage

/// Administration: who has an account here, and the state of the queue.
struct AdminPages: Sendable {
    /// How many accounts one page shows.
    static let pageSize = 200
    /// How long an invitation is valid.
    static let invitationLifetime: Duration = .days(7)

    let services: Services
    let store: any AccountStore & ProjectStore & ApplicationStore & DeliveryLog & OverviewStore & SettingsStore

    var routes: [PageRoute] {
        [
            .get(services, "/admin", show), .post(services, "/admin/invitations", invite),
            .post(services, "/admin/settings", changeSettings),
            .post(services, "/admin/accounts/{account}", change),
            .get(services, "/admin/accounts/{account}/remove", askToRemove),
            .post(services, "/admin/accounts/{account}/remove", remove),
        ]
    }

    struct View: Sendable {
        struct Figure: Sendable {
            var name: String
            var value: String
        }

        struct Row: Sendable {
            var id: Int64
            var name: String
            var email: String
            var role: String
            var isAdmin: Bool
            /// Whether others are administrators as well: the last one stays one.
            var mayWithdraw: Bool
            var isInvited: Bool
            var isSelf: Bool
            var action: String
        }

        struct Choice: Sendable {
            var value: String
            var name: String
            var isChosen: Bool
        }

        var figures: [Figure]
        /// Who may create projects.
        var creators: [Choice]
        /// Webhooks that fail, wait for their receiver or are disabled.
        var troubled: [TroubledWebhook]
        var hasTroubled: Bool
        /// Says how many more there are; nil if all are shown.
        var moreTroubled: String?
        var rows: [Row]
        var pager: String?
        /// A link that was just created: shown once.
        var link: String?
        var name: String
        var email: String
        var nameFault: String?
        var emailFault: String?
        var faults: [FaultView]
        var hasFaults: Bool
    }

    @Sendable private func show(_ request: PageRequest) async throws -> Response {
        _ = try request.instanceAdmin()
        return try await page(request)
    }

    @Sendable private func invite(_ request: PageRequest, _ form: PostedForm) async throws -> Response {
        _ = try request.instanceAdmin()
        let name = form["name"].trimmed
        let email = form["email"].trimmed
        var faults: [FieldFault] = []
        if let fault = TextRule(length: 1...NewPassword.maximumNameLength).fault(in: name) {
            faults.append(FieldFault(field: "name", reason: .text(fault)))
        }
        if let reason = NewPassword.fault(email: email) {
            faults.append(FieldFault(field: "email", reason: reason))
        } else if try await store.account(email: email) != nil {
            faults.append(FieldFault(field: "email", reason: .conflict(.emailTaken)))
        }
        guard faults.isEmpty else { return try await page(request, name: name, email: email, faults: faults) }
        let new = NewAccount(name: name, email: email, isInstanceAdmin: form.has("isAdmin"))
        let account = try await store.createAccount(new, at: services.now)
        return try request.redirect(to: "/admin", showing: Flash(try await newLink(for: account.id)))
    }

    @Sendable private func changeSettings(_ request: PageRequest, _ form: PostedForm) async throws -> Response {
        _ = try request.instanceAdmin()
        var settings = try await store.instanceSettings()
        guard let creators = ProjectCreators(rawValue: form["projectCreators"]) else {
            throw Problem(.badRequest, .request(.unreadableForm))
        }
        settings.projectCreators = creators
        try await store.setInstanceSettings(settings)
        return .redirect("/admin?notice=instance-saved")
    }

    @Sendable private func change(_ request: PageRequest, _ form: PostedForm) async throws -> Response {
        let (_, account) = try await accounts(of: request)
        switch form["act"] {
        case "link":
            return try request.redirect(to: "/admin", showing: Flash(try await newLink(for: account.id)))
        case "grant", "withdraw":
            try await store.setInstanceAdmin(form["act"] == "grant", of: account.id)
            return .redirect("/admin?notice=account-changed")
        default:
            throw Problem(.badRequest, .request(.unreadableForm))
        }
    }

    @Sendable private func askToRemove(_ request: PageRequest) async throws -> Response {
        let (admin, account) = try await accounts(of: request)
        guard admin.mayRemove(account.id) else { throw Problem.conflict(.page(.ownAccount)) }
        let values = ["name": account.name, "email": account.email ?? "–"]
        let view = ConfirmView(
            heading: request.strings("confirm-account", values),
            losses: [request.strings("confirm-account-lead", values), request.strings("confirm-account-loss")],
            action: request.path, button: request.strings("remove"), back: "/admin")
        return request.render("confirm", title: view.heading, view)
    }

    @Sendable private func remove(_ request: PageRequest, _ form: PostedForm) async throws -> Response {
        let (admin, account) = try await accounts(of: request)
        guard admin.mayRemove(account.id) else { throw Problem.conflict(.page(.ownAccount)) }
        guard form.isConfirmed else { return .redirect(request.path) }
        _ = try await store.removeAccount(account.id)
        return .redirect("/admin?notice=account-removed")
    }

    /// The admin who asks, and the account in question.
    private func accounts(of request: PageRequest) async throws -> (Account, Account) {
        let admin = try request.instanceAdmin()
        guard let account = try await store.account(request.number("account")), account.kind == .user else {
            throw Problem(.notFound, .page(.noAccount))
        }
        return (admin, account)
    }

    private func newLink(for account: Account.ID) async throws -> String {
        let code = PageRequest.newSecret()
        try await store.addSignInLink(
            hash: TokenHash(of: code).bytes, for: account,
            expiresAt: services.now + Self.invitationLifetime)
        return "\(services.configuration.publicURL)/invite/\(code)"
    }

    private func page(
        _ request: PageRequest, name: String = "", email: String = "", faults: [FieldFault] = []
    ) async throws -> Response {
        let strings = request.strings
        let accounts = try await store.accounts(
            kind: .user, before: Int64(request.query("before")), limit: Self.pageSize + 1)
        let isWhole = accounts.count <= Self.pageSize && request.query("before").isEmpty
        let hasOneAdmin = isWhole && accounts.filter(\.account.isInstanceAdmin).count == 1
        let rows = accounts.prefix(Self.pageSize).map { row($0, mayWithdraw: !hasOneAdmin, request) }
        let labels = ["name": strings("name"), "email": strings("email")]
        let counts = try await store.counts(at: services.now)
        let troubled = try await TroubledWebhook.list(request, store)
        let settings = try await store.instanceSettings()
        let more = counts.troubledWebhooks + counts.disabledWebhooks - troubled.count
        let view = View(
            figures: figures(counts, strings),
            creators: ProjectCreators.allCases.map {
                View.Choice(
                    value: $0.rawValue, name: strings("project-creators-\($0.rawValue)"),
                    isChosen: $0 == settings.projectCreators)
            },
            troubled: troubled, hasTroubled: !troubled.isEmpty,
            moreTroubled: more > 0 ? strings.counted("troubled-more", more) : nil, rows: rows,
            pager: accounts.count > Self.pageSize ? rows.last.map { "/admin?before=\($0.id)" } : nil,
            link: request.flash?.text,
            name: name, email: email, nameFault: faults.text(of: "name", strings),
            emailFault: faults.text(of: "email", strings),
            faults: FaultView.list(faults, labels: labels, strings), hasFaults: !faults.isEmpty)
        return request.render(
            "admin", title: strings("admin"), view, status: faults.isEmpty ? .ok : .unprocessableContent)
    }

    private func row(_ summary: AccountSummary, mayWithdraw: Bool, _ request: PageRequest) -> View.Row {
        let account = summary.account
        let role = summary.isInvited ? "user-invited" : account.isInstanceAdmin ? "user-admin" : "user-ordinary"
        return View.Row(
            id: account.id, name: account.name, email: account.email ?? "", role: request.strings(role),
            isAdmin: account.isInstanceAdmin, mayWithdraw: mayWithdraw, isInvited: summary.isInvited,
            isSelf: account.id == request.account?.id,
            action: "/admin/accounts/\(account.id)")
    }

    private func figures(_ counts: QueueCounts, _ strings: Strings) -> [View.Figure] {
        let late = counts.oldestDue.map { max(.zero, services.now - $0).components.seconds }
        return [
            View.Figure(name: strings("figure-pending"), value: String(counts.pending)),
            View.Figure(name: strings("figure-sending"), value: String(counts.sending)),
            View.Figure(
                name: strings("figure-late"), value: late.map { strings("seconds", ["count": String($0)]) } ?? "–"),
            View.Figure(name: strings("figure-failing"), value: String(counts.troubledWebhooks)),
            View.Figure(name: strings("figure-disabled"), value: String(counts.disabledWebhooks)),
            View.Figure(name: strings("figure-analyses"), value: String(counts.pendingArtifacts)),
        ]
    }
}
