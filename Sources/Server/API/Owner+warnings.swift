import Domain
import Localization
import Storage

extension Owner {
    /// What is probably a mistake in a webhook with this expression.
    func warnings(about expression: EventTypeExpression, _ store: any EventStore) async throws -> [WebhookWarning] {
        let published = try await store.publishedTypes(heardBy: key)
        return expression.unknownItems(besides: published).map { .unknownEventType($0, in: kind) }
    }
}
