import Foundation
import NIOCore
import NIOPosix
import Synchronization

/// Accepts everything with a 204, and records who sent what and when, and how many exchanges were open at once across
/// all senders.
///
/// An exchange is open from the moment its request was read until just before its answer is written, or until its
/// connection is closed: the kernel closes those of a killed process.
final class CountingReceiver: Sendable {
    /// What a test waited for did not arrive in time.
    struct NothingCame: Error, CustomStringConvertible {
        let description: String
    }

    private struct State {
        var deliveries: [String: ReceivedDelivery] = [:]
        /// The answered events, by path.
        var answered: [String: Set<Int>] = [:]
        var open: [String: Int] = [:]
        var mostOpen: [String: Int] = [:]
        var pauses: [String: TimeAmount] = [:]
        var brokenOff = 0
    }

    /// Names the process at the other end of a connection.
    typealias Identify = @Sendable (SocketAddress?) -> String

    let host: String
    private let identify: Identify
    private let state: Mutex<State>
    private let server = Mutex<(any Channel)?>(nil)

    private init(host: String, pauses: [String: TimeAmount], identify: @escaping Identify) {
        self.host = host
        self.identify = identify
        state = Mutex(State(pauses: pauses))
    }

    /// - Parameter pauses: how long answers take, for paths where they take any time.
    static func start(
        host: String = "127.0.0.1", pauses: [String: TimeAmount] = [:], identify: @escaping Identify
    ) async throws -> CountingReceiver {
        let receiver = CountingReceiver(host: host, pauses: pauses, identify: identify)
        // One loop: there is not much to do, and the machine is for the tested processes.
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton.any())
            .serverChannelOption(.backlog, value: 512)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let sender = receiver.identify(channel.remoteAddress)
                    try channel.pipeline.syncOperations.addHandler(CountingConnection(receiver, sender: sender))
                }
            }
            .bind(host: host, port: 0).get()
        receiver.server.withLock { $0 = channel }
        return receiver
    }

    var port: Int { server.withLock { $0?.localAddress?.port ?? 0 } }

    func url(_ path: String) -> String { "http://\(host):\(port)\(path)" }

    func stop() async {
        let channel = server.withLock { $0 }
        try? await channel?.close()
    }

    /// From here on answers on a path take this long.
    func setPause(_ pause: TimeAmount, of path: String) {
        state.withLock { $0.pauses[path] = pause }
    }

    var deliveries: [ReceivedDelivery] { state.withLock { Array($0.deliveries.values) } }

    /// Exchanges whose sender went away before the answer.
    var brokenOff: Int { state.withLock { $0.brokenOff } }

    func answered(_ path: String) -> Set<Int> { state.withLock { $0.answered[path] ?? [] } }

    func mostOpen(_ path: String) -> Int { state.withLock { $0.mostOpen[path] ?? 0 } }

    // MARK: Called by connections

    /// - Returns: how long the answer should take.
    func began(_ request: CountedRequest, from sender: String) -> TimeAmount? {
        let now = ContinuousClock.now
        let wallTime = Int64(Date.now.timeIntervalSince1970 * 1000)
        return state.withLock { state in
            let arrival = Arrival(sender: sender, time: now, wallTime: wallTime)
            state.deliveries[
                request.delivery,
                default: ReceivedDelivery(
                    id: request.delivery, path: request.path, number: request.number, arrivals: [])
            ].arrivals.append(arrival)
            let open = (state.open[request.path] ?? 0) + 1
            state.open[request.path] = open
            state.mostOpen[request.path] = max(open, state.mostOpen[request.path] ?? 0)
            return state.pauses[request.path]
        }
    }

    func willAnswer(_ request: CountedRequest) {
        state.withLock { $0.open[request.path, default: 0] -= 1 }
    }

    func didAnswer(_ request: CountedRequest, from sender: String) {
        state.withLock { state in
            state.answered[request.path, default: []].insert(request.number)
            let arrivals = state.deliveries[request.delivery]?.arrivals
            guard let index = arrivals?.lastIndex(where: { $0.sender == sender }) else { return }
            state.deliveries[request.delivery]?.arrivals[index].isAnswered = true
        }
    }

    func brokeOff(_ request: CountedRequest) {
        state.withLock { state in
            state.open[request.path, default: 0] -= 1
            state.brokenOff += 1
        }
    }
}
