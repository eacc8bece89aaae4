import Foundation

/// A server's response to a request that it accepted.
public struct ClientAnswer: Sendable {
    /// The HTTP status: 200...299.
    public let status: Int
    /// The body's bytes.
    public let body: [UInt8]

    /// Decodes the body from JSON.
    ///
    /// - Throws: ``PerfseeClientError/unreadableAnswer(status:reason:)`` if the body does not match the type.
    public func decode<Value: Decodable>(as type: Value.Type = Value.self) throws -> Value {
        do {
            return try WireJSON.decoder().decode(type, from: Data(body))
        } catch {
            throw PerfseeClientError.unreadableAnswer(status: status, reason: DecodingFailure.sentence(for: error))
        }
    }
}
