import Foundation
import Glibc

/// Publishes events one after the other over a connection of its own, each until it is acknowledged: by whichever node,
/// always with the same `Idempotency-Key`.
struct EventPublisher: Sendable {
    /// An event of a kind that is not published again whatever the answer.
    struct Refused: Error {
        let status: Int
        let head: String
    }

    struct NeverAcknowledged: Error {
        let event: Int
    }

    /// Seconds that an answer may take. The connection is given up then, and the event published once more.
    private static let patience = 30
    /// Seconds within which an event has to be acknowledged.
    private static let longest = 150.0

    let nodes: [Node]
    let project: String
    let eventType: @Sendable (Int) -> String
    let acknowledgements: Acknowledgements
    let seed: UInt64

    /// On a thread of its own, until all are acknowledged.
    func run() async {
        await withCheckedContinuation { continuation in
            let thread = Thread {
                do {
                    try publishAll()
                } catch {
                    acknowledgements.fail(error)
                }
                continuation.resume()
            }
            thread.stackSize = 512 * 1024
            thread.start()
        }
    }

    private func publishAll() throws {
        var random = SeededGenerator(seed: seed)
        var connection: PlainConnection?
        while let event = acknowledgements.next() {
            let end = Date.now + Self.longest
            var isAcknowledged = false
            while !isAcknowledged {
                guard Date.now < end else { throw NeverAcknowledged(event: event) }
                do {
                    isAcknowledged = try publish(event, over: &connection, &random)
                } catch is PlainConnection.Broken {
                    connection = nil
                }
                // Whoever was refused comes again after a moment of chance's.
                if !isAcknowledged { usleep(.random(in: 20_000...200_000, using: &random)) }
            }
            acknowledgements.add()
        }
    }

    private func publish(
        _ event: Int, over connection: inout PlainConnection?, _ random: inout SeededGenerator
    ) throws -> Bool {
        if connection == nil {
            let node = nodes.randomElement(using: &random)!
            connection = try PlainConnection(host: node.host, port: node.port, patience: Self.patience)
        }
        let answer = try connection?.exchange(PublishRequest(event, of: eventType(event), to: project).bytes)
        switch answer?.status ?? 0 {
        case 202: return true
        // 409: the first of two that came on different ways is still under way.
        case 409, 429, 500...599:
            connection = nil
            return false
        default: throw Refused(status: answer?.status ?? 0, head: answer?.head ?? "")
        }
    }
}
