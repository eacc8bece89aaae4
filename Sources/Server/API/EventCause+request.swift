import Domain
import HTTPTypes
import Hummingbird

/// What the headers of a delivery say in a request to this server: that it is one, as a webhook's that leads back here,
/// or that it came of one, as a forwarder's.
extension EventCause {
    static let deliveryHeader = HTTPField.Name("X-Perfsee-Delivery")!
    static let depthHeader = HTTPField.Name("X-Perfsee-Depth")!

    /// The cause of what the request publishes; nil where nothing led to it. The depth counts beside a delivery alone.
    init?(of request: Request) throws {
        guard let text = request.headers[Self.deliveryHeader] else { return nil }
        guard let delivery = DeliveryID(text) else {
            throw Self.fault(Self.deliveryHeader, "must be the UUID that the delivery had, once")
        }
        guard let depth = Self.depth(request.headers[Self.depthHeader]) else {
            throw Self.fault(Self.depthHeader, "must be the whole number that the delivery had, once")
        }
        guard depth < Self.maximumDepth else {
            throw Self.fault(
                Self.depthHeader,
                "is \(Self.maximumDepth), the most there may be: webhooks lead back to where their events are published"
            )
        }
        self.init(delivery: delivery, depth: depth + 1)
    }

    /// Of all that can be asked for by POST, a delivery may publish an event and nothing else: nothing else is counted,
    /// and a webhook that uploads a build, or has a delivery sent again, would go on for ever.
    static func refuseDelivery(_ request: Request) throws {
        guard request.headers[deliveryHeader] != nil else { return }
        throw fault(
            deliveryHeader, "is that of a delivery, and one may publish events here, but not lead to anything else")
    }

    /// 0 where there is none, nil where it is malformed; what is too large for a number is cut.
    private static func depth(_ text: String?) -> Int? {
        guard let text else { return 0 }
        return text.isDigits ? Int(text) ?? .max : nil
    }

    private static func fault(_ header: HTTPField.Name, _ message: String) -> Problem {
        .invalid([FieldFault(field: header.rawName, message: message)])
    }
}
