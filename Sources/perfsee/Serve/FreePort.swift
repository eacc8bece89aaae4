import Foundation
import NIOCore
import NIOPosix

/// A port that nothing listens at.
///
/// The links that a server makes name its port, so that one which listens at any port chooses it before it starts, and
/// one that is told of a port looks whether it can have it before anything is made.
enum FreePort {
    /// - Parameter wanted: 0 for any.
    static func find(_ wanted: Int, on host: String) async throws -> Int {
        do {
            // As the server does it: what the last one left in TIME_WAIT is in nobody's way.
            let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .bind(host: host, port: wanted) { channel in channel.eventLoop.makeSucceededVoidFuture() }
            let port = channel.channel.localAddress?.port
            try await channel.channel.close()
            guard let port else { throw CommandFailure("\(host) is no address that has ports.") }
            return port
        } catch let error as IOError {
            throw CommandFailure(cannotListenAt: host, port: wanted, error)
        }
    }
}

extension CommandFailure {
    init(cannotListenAt host: String, port: Int, _ error: IOError) {
        let cause = String(cString: strerror(error.errnoCode))
        let hint = error.errnoCode == EADDRINUSE ? " Stop what listens there, or choose another --port." : ""
        self.init("The server cannot listen at \(host), port \(port): \(cause).\(hint)")
    }
}
