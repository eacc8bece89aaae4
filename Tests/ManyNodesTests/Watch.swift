import Foundation
import Synchronization

/// Asks a node repeatedly whether it is ready, and records the answers and how long they took.
final class Watch: Sendable {
    struct Look: Sendable {
        var time: ContinuousClock.Instant
        /// 0 if there was no answer.
        var status: Int
        var seconds: Double
    }

    /// The timeout of an answer, in seconds.
    static let patience = 15
    private let looks = Mutex<[Look]>([])
    private let isOver = Mutex(false)

    init(_ node: Node) {
        let request = Array("GET /readyz HTTP/1.1\r\nHost: perfsee\r\nConnection: close\r\n\r\n".utf8)
        Thread { [self] in
            while !isOver.withLock({ $0 }) {
                let start = ContinuousClock.now
                let connection = try? PlainConnection(host: node.host, port: node.port, patience: Self.patience)
                let answer = try? connection?.exchange(request)
                let look = Look(time: start, status: answer?.status ?? 0, seconds: start.seconds(to: .now))
                looks.withLock { $0.append(look) }
                usleep(200_000)
            }
        }.start()
    }

    func stop() {
        isOver.withLock { $0 = true }
    }

    /// The looks that began between two instants.
    func looks(in span: ClosedRange<ContinuousClock.Instant>) -> [Look] {
        looks.withLock { $0.filter { span.contains($0.time) } }
    }

    /// The first look since an instant that was answered with this status.
    func first(_ status: Int, since start: ContinuousClock.Instant) -> Look? {
        looks.withLock { $0.first { $0.time >= start && $0.status == status } }
    }
}
