import Domain
import Hummingbird
import Localization
import Storage

/// The step between a replay as asked for and its start: it says how many deliveries would be sent again.
struct ReplayPage: Sendable {
    /// The ranges that a replay is offered for, in hours back from now.
    static let ranges = [1, 24, 168, 720]

    let services: Services
    let store: any WebhookStore & ReplayStore
    let kind: OwnerKind

    var routes: [PageRoute] {
        let path = "\(kind.settings)/webhooks/{id}/replays"
        return [.get(services, path, ask), .post(services, path, start)]
    }

    @Sendable private func ask(_ request: PageRequest) async throws -> Response {
        let (request, owner, webhook) = try await request.webhook(kind, in: store)
        let tab = WebhookHeadView.Tab.deliveries.path(of: owner.path(of: webhook))
        // Without a range it is not the form that leads here, but a reload or a language link.
        guard let hours = Self.range(request.query("hours")) else { return .redirect("\(tab)#replays") }
        guard webhook.isEnabled else { throw StoreError.conflict(.webhookDisabled) }
        let includesDelivered = !request.query("delivered").isEmpty
        let new = Self.replay(until: services.now, hours: hours, includesDelivered: includesDelivered)
        let count = try await store.deliveryCount(of: new, of: webhook.id, in: owner.key)
        let view = Self.question(
            count, hours: hours, includesDelivered: includesDelivered, until: new.until, of: webhook,
            action: request.path, back: "\(tab)#replays", request.strings)
        return request.render("confirm", title: view.heading, current: "webhooks", view)
    }

    private static func question(
        _ count: Int, hours: Int, includesDelivered: Bool, until: Timestamp, of webhook: Webhook, action: String,
        back: String, _ strings: Strings
    ) -> ConfirmView {
        let range = strings("hours-\(hours)")
        let key = includesDelivered ? "confirm-replay-all" : "confirm-replay-unsent"
        let which = strings(count == 0 ? "\(key)-none" : key, ["range": range])
        var view = ConfirmView(
            heading: count == 0 ? strings("confirm-replay-none") : strings.counted("confirm-replay", count),
            losses: [which], action: action, button: strings.counted("confirm-replay-button", count), back: back)
        view.isDangerous = false
        guard count > 0 else {
            view.button = nil
            return view
        }
        view.losses.append(strings("confirm-replay-lead", ["url": webhook.url]))
        view.fields = [
            .init(name: "hours", value: String(hours)), .init(name: "until", value: String(until.milliseconds)),
        ]
        if includesDelivered { view.fields.append(.init(name: "delivered", value: "1")) }
        return view
    }

    @Sendable private func start(_ request: PageRequest, _ posted: PostedForm) async throws -> Response {
        let (_, owner, webhook) = try await request.webhook(kind, in: store)
        guard let hours = Self.range(posted["hours"]) else {
            throw Problem.invalid([FieldFault(field: "hours", reason: .notOffered)])
        }
        let includesDelivered = posted.has("delivered")
        guard posted.isConfirmed else {
            return .redirect("\(request.path)?hours=\(hours)\(includesDelivered ? "&delivered=1" : "")")
        }
        // What was created since the question was asked was not counted, so it is not sent again either.
        let until = Int64(posted["until"]).map(Timestamp.init(milliseconds:)) ?? services.now
        let new = Self.replay(
            until: min(until, services.now), hours: hours, includesDelivered: includesDelivered)
        _ = try await store.createReplay(new, of: webhook.id, in: owner.key, at: services.now, once: nil)
        let tab = WebhookHeadView.Tab.deliveries.path(of: owner.path(of: webhook))
        return .redirect("\(tab)?notice=replay-begun#replays")
    }

    private static func replay(until: Timestamp, hours: Int, includesDelivered: Bool) -> NewReplay {
        NewReplay(
            since: until - .hours(hours), until: until,
            states: includesDelivered ? Set(ReplayFields.endStates) : ReplayFields.defaultStates)
    }

    private static func range(_ text: String) -> Int? { Int(text).flatMap { ranges.contains($0) ? $0 : nil } }
}
