import Domain
import Storage

/// A webhook of any owner that fails, waits for its receiver or is disabled.
struct TroubledWebhook: Sendable {
    /// How many are listed.
    static let shown = 50

    var url: CutText
    var href: String
    var owner: String
    var ownerPath: String
    var state: WebhookStateView
    var mark: StatusBadge

    init(_ webhook: Webhook, in owner: Owner, _ request: PageRequest) {
        url = CutText(webhook.url)
        href = "\(owner.webhooksPath)/\(webhook.id)"
        self.owner = owner.name
        ownerPath = owner.pagePath
        state = WebhookStateView(webhook, request.strings)
        mark = StatusBadge(webhook.lastDelivery, now: request.now, request.strings)
    }

    /// Those of one owner.
    static func list(
        of webhooks: [Webhook], in owner: Owner, _ request: PageRequest
    ) -> [TroubledWebhook] {
        webhooks.filter { WebhookState(of: $0) != .enabled }.map { TroubledWebhook($0, in: owner, request) }
    }

    /// Newest first.
    static func list(
        _ request: PageRequest, _ store: any OverviewStore & ProjectStore & ApplicationStore
    ) async throws -> [TroubledWebhook] {
        let troubled = try await store.troubledWebhooks(limit: shown)
        var owners: [WebhookOwner: Owner] = [:]
        for key in Set(troubled.map(\.owner)) { owners[key] = try await owner(key, store) }
        return troubled.compactMap { item in
            // Nil if it was deleted just now.
            owners[item.owner].map { TroubledWebhook(item.webhook, in: $0, request) }
        }
    }

    private static func owner(_ key: WebhookOwner, _ store: any ProjectStore & ApplicationStore) async throws -> Owner?
    {
        switch key {
        case .project(let number): try await store.project(number: number).map(Owner.project)
        case .application(let id): try await store.application(id).map(Owner.application)
        }
    }
}
