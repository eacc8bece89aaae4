import PerfseeSDK

/// A change of a delivery as one line of JSON: its fields, and the result of the attempt that led to it.
struct DeliveryLine: Encodable {
    let delivery: Delivery
    let attempt: Attempt?

    private enum Key: CodingKey { case isSuccess, statusCode, reason, detail }

    func encode(to encoder: any Encoder) throws {
        try delivery.encode(to: encoder)
        guard let attempt else { return }
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(attempt.isSuccess, forKey: .isSuccess)
        try container.encodeIfPresent(attempt.response?.status, forKey: .statusCode)
        try container.encodeIfPresent(attempt.reason, forKey: .reason)
        try container.encodeIfPresent(attempt.detail, forKey: .detail)
    }
}
