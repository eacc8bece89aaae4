import NIOCore
import NIOPosix

/// Blocks threads until it is opened.
final class ThreadGate: Sendable {
    private let promise = MultiThreadedEventLoopGroup.singleton.next().makePromise(of: Void.self)

    func pass() { try? promise.futureResult.wait() }

    func open() { promise.succeed() }
}
