import Foundation

/// A message of a delivery stream.
public enum DeliveryChange: Sendable, Hashable {
    /// The current state has to be read from the list: the stream begins, or some changes were missed. No change after
    /// this one is missed.
    case reset
    /// A delivery was created or changed.
    case delivery(Delivery)

    /// Nil for unknown events.
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
