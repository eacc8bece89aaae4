import Foundation
import Glibc

/// Publishes events one after the other over a connection of its own, each until it is acknowledged: by any node,
/// always with the same `Idempotency-Key`.
struct EventPublisher: Sendable {
    /// An answer after which an event is not published again.
    struct Refused: Error {
        let status: Int
        let head: String
    }

    struct NeverAcknowledged: Error {
        let event: Int
    }

    /// The timeout of an answer, in seconds. The connection is then given up, and the event published again.
    private static let patience = 30
    /// Seconds within which an event has to be acknowledged.
    private static let longest = 150.0

    let nodes: [Node]
    let project: String
    let eventType: @Sendable (Int) -> String
    let acknowledgements: Acknowledgements
    let seed: UInt64

    /// Runs on a thread of its own, until all are acknowledged.
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
        var connection: (line: PlainConnection, node: Node)?
        while let event = acknowledgements.next() {
            let end = Date.now + Self.longest
            var failures: [String] = []
            var response: String?
            while response == nil {
                guard Date.now < end else { throw NeverAcknowledged(event: event) }
                do {
                    response = try publish(event, over: &connection, &failures, &random)
                } catch is PlainConnection.Broken {
                    failures.append("\(connection?.node.name ?? "no node"): broken")
                    connection = nil
                }
                // A refused request is repeated after a random pause.
                if response == nil { usleep(.random(in: 20_000...200_000, using: &random)) }
            }
            acknowledgements.add(
                Acknowledgement(
                    event: event, node: connection?.node.name ?? "", failures: failures, time: .now,
                    response: response ?? ""))
        }
    }

    /// - Returns: the body of the response; nil if the event was refused for now.
    private func publish(
        _ event: Int, over connection: inout (line: PlainConnection, node: Node)?, _ failures: inout [String],
        _ random: inout SeededGenerator
    ) throws -> String? {
        if connection == nil {
            let node = nodes.randomElement(using: &random)!
            connection = (try PlainConnection(host: node.host, port: node.port, patience: Self.patience), node)
        }
        let answer = try connection?.line.exchange(PublishRequest(event, of: eventType(event), to: project).bytes)
        switch answer?.status ?? 0 {
        case 202: return answer?.body
        // 409: the first of two requests that took different paths is still running.
        case 409, 429, 500...599:
            failures.append("\(connection?.node.name ?? ""): \(answer?.status ?? 0)")
            connection = nil
            return nil
        default: throw Refused(status: answer?.status ?? 0, head: answer?.head ?? "")
        }
    }
}
