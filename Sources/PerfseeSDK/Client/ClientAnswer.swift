import Foundation

/// What a server answered to a request that it took.
public struct ClientAnswer: Sendable {
    /// 200...299
    public let status: Int
    /// The body's bytes.
    public let body: [UInt8]

    /// The body as a value.
    ///
    /// - Throws: ``PerfseeClientError/unreadableAnswer(status:reason:)``
    public func decode<Value: Decodable>(as type: Value.Type = Value.self) throws -> Value {
        do {
            return try WireJSON.decoder().decode(type, from: Data(body))
        } catch {
            throw PerfseeClientError.unreadableAnswer(status: status, reason: DecodingFailure.sentence(for: error))
        }
    }
}
