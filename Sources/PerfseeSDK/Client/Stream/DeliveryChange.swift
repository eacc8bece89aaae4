import Foundation

/// What a stream of deliveries tells.
public enum DeliveryChange: Sendable, Hashable {
    /// Where things stand is to be read from the list: the stream begins, or some changes were missed. Nothing that
    /// happens after this is missed.
    case reset
    /// A delivery was made or changed.
    case delivery(Delivery)

    /// Nil for events that are not known yet.
    init?(_ event: ServerSentEvent) throws {
        switch event.name {
        case "reset": self = .reset
        case "delivery": self = .delivery(try Self.delivery(in: event))
        default: return nil
        }
    }

    private static func delivery(in event: ServerSentEvent) throws -> Delivery {
        do {
            return try WireJSON.decoder().decode(Delivery.self, from: Data(event.data.utf8))
        } catch {
            throw PerfseeClientError.unreadableAnswer(status: 200, reason: DecodingFailure.sentence(for: error))
        }
    }
}
