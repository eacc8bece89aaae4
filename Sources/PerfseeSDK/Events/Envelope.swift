import Foundation

/// The outer object of every body: `eventType` and `payload`.
enum Envelope {
    private struct Head: Decodable {
        let eventType: String
    }

    private struct Whole<Payload: Decodable>: Decodable {
        let payload: Payload
    }

    static func eventType(of body: [UInt8]) throws(UnreadableEvent) -> String {
        do {
            return try WireJSON.decoder().decode(Head.self, from: Data(body)).eventType
        } catch {
            throw .notAnEvent(reason: DecodingFailure.sentence(for: error))
        }
    }

    static func payload<Payload: Decodable>(of body: [UInt8]) throws -> Payload {
        try WireJSON.decoder().decode(Whole<Payload>.self, from: Data(body)).payload
    }

    /// The payload's bytes exactly as they were received.
    static func rawPayload(of body: [UInt8]) throws(UnreadableEvent) -> [UInt8] {
        guard let range = JSONObjectScanner.value(of: "payload", in: body) else {
            throw .notAnEvent(reason: "it has no payload.")
        }
        return Array(body[range])
    }
}
