import Domain
import HTTPTypes
import Hummingbird
import Localization

/// What the delivery headers say about a request to this server: that it is a delivery, from a webhook that points back
/// here, or that a delivery caused it, through a forwarder.
extension EventCause {
    static let deliveryHeader = HTTPField.Name("X-Perfsee-Delivery")!
    static let depthHeader = HTTPField.Name("X-Perfsee-Depth")!

    /// The cause of what the request publishes; nil if no delivery led to it. The depth only counts next to a delivery.
    init?(of request: Request) throws {
        guard let text = request.headers.value(of: Self.deliveryHeader) else { return nil }
        guard let delivery = DeliveryID(text) else {
            throw Self.fault(Self.deliveryHeader, .notDelivery)
        }
        guard let depth = Self.depth(request.headers.value(of: Self.depthHeader)) else {
            throw Self.fault(Self.depthHeader, .notDepth)
        }
        guard depth < Self.maximumDepth else {
            throw Self.fault(Self.depthHeader, .tooDeep(limit: Self.maximumDepth))
        }
        self.init(delivery: delivery, depth: depth + 1)
    }

    /// Of all POST requests, a delivery may only publish an event: nothing else counts the depth, and a webhook that
    /// uploads a build or redelivers a delivery would loop forever.
    static func refuseDelivery(_ request: Request) throws {
        guard request.headers.value(of: deliveryHeader) != nil else { return }
        throw fault(deliveryHeader, .notAllowed)
    }

    /// 0 if there is none, nil if it is malformed; clamped if it is too large for an integer.
    private static func depth(_ text: String?) -> Int? {
        guard let text else { return 0 }
        return text.isDigits ? Int(text) ?? .max : nil
    }

    private static func fault(_ header: HTTPField.Name, _ fault: CauseFault) -> Problem {
        .invalid([FieldFault(field: header.rawName, reason: .cause(fault))])
    }
}
