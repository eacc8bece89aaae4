import Foundation
import Glibc
import Synchronization

/// Publishes events through one node, a few each second, until it is stopped; and records the answers.
final class SteadyPublisher: Sendable {
    struct Answer: Sendable {
        var time: ContinuousClock.Instant
        /// 0 if there was none.
        var status: Int
        var hasRetryAfter: Bool
        var seconds: Double
    }

    private struct State {
        var answers: [Answer] = []
        var acknowledged: Set<Int> = []
        var isStopped = false
        var isOver = false
    }

    /// The timeout of an answer, in seconds.
    private static let patience = 60
    private let node: Node
    private let project: String
    private let first: Int
    private let state = Mutex(State())

    /// - Parameter first: the number of its first event; the others follow.
    init(_ node: Node, project: String, first: Int) {
        self.node = node
        self.project = project
        self.first = first
        Thread { [self] in
            publishAll()
            state.withLock { $0.isOver = true }
        }.start()
    }

    /// What was acknowledged so far.
    var acknowledged: Set<Int> { state.withLock { $0.acknowledged } }

    func stop() {
        state.withLock { $0.isStopped = true }
    }

    var isOver: Bool { state.withLock { $0.isOver } }

    /// The answers to requests made between two instants.
    func answers(in span: ClosedRange<ContinuousClock.Instant>) -> [Answer] {
        state.withLock { $0.answers.filter { span.contains($0.time) } }
    }

    private func publishAll() {
        var event = first
        var connection: PlainConnection?
        while !state.withLock({ $0.isStopped }) {
            let start = ContinuousClock.now
            if connection == nil {
                connection = try? PlainConnection(host: node.host, port: node.port, patience: Self.patience)
            }
            let answer = try? connection?.exchange(PublishRequest(event, of: "load:plain", to: project).bytes)
            if answer?.status != 202 { connection = nil }
            let noted = Answer(
                time: start, status: answer?.status ?? 0,
                hasRetryAfter: answer?.head.contains("\r\nretry-after:") ?? false, seconds: start.seconds(to: .now))
            state.withLock { state in
                state.answers.append(noted)
                if noted.status == 202 { state.acknowledged.insert(event) }
            }
            if noted.status == 202 { event += 1 }
            usleep(30_000)
        }
    }
}
