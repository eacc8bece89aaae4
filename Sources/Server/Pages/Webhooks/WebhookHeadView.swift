import Domain
import Hummingbird
import Storage

/// What is the same on every tab of a webhook: its URL, its state, a ping, and the tabs.
struct WebhookHeadView: Sendable {
    /// A part of a webhook's page, with a URL of its own.
    enum Tab: String, CaseIterable, Sendable {
        case settings, deliveries

        /// Below the webhook's own path.
        func path(of webhook: String) -> String {
            switch self {
            case .settings: webhook
            case .deliveries: "\(webhook)/deliveries"
            }
        }
    }

    struct Link: Sendable {
        var name: String
        var href: String
        var isCurrent: Bool
    }

    var url: String
    var path: String
    var isEnabled: Bool
    var state: WebhookStateView
    /// Nil while all is well.
    var failingSince: MomentView?
    /// When it is tried again while its deliveries are paused; nil if they are not, or if that is due.
    var nextTry: MomentView?
    var mark: StatusBadge
    var tabs: [Link]

    init(_ webhook: Webhook, in owner: Owner, _ current: Tab, _ request: PageRequest) {
        let strings = request.strings
        let path = owner.path(of: webhook)
        url = webhook.url
        self.path = path
        isEnabled = webhook.isEnabled
        state = WebhookStateView(webhook, strings)
        failingSince = webhook.health.failingSince.map { MomentView($0, now: request.now, strings) }
        let next = webhook.healthCode == .paused ? webhook.health.nextProbe : nil
        nextTry = next.flatMap { $0 > request.now ? MomentView($0, now: request.now, strings) : nil }
        mark = StatusBadge(webhook.lastDelivery, now: request.now, strings)
        tabs = Tab.allCases.map { tab in
            Link(name: strings("tab-\(tab.rawValue)"), href: tab.path(of: path), isCurrent: tab == current)
        }
    }
}

extension Owner {
    func path(of webhook: Webhook) -> String { "\(webhooksPath)/\(webhook.id)" }
}

extension PageRequest {
    /// The webhook in the path, with its owner and the request for a page of that.
    func webhook(_ kind: OwnerKind, in store: any WebhookStore) async throws -> (PageRequest, Owner, Webhook) {
        let (request, owner) = try await owner(kind)
        return (request, owner, try await owner.webhook(request.number("id"), in: store))
    }
}
