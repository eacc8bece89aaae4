import NIOCore
import NIOPosix

/// A port that nothing listens at.
///
/// The links that a server makes name its port, so that one which listens at any port chooses it before it starts.
enum FreePort {
    static func find(on host: String) async throws -> Int {
        do {
            let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .bind(host: host, port: 0) { channel in channel.eventLoop.makeSucceededVoidFuture() }
            let port = channel.channel.localAddress?.port
            try await channel.channel.close()
            guard let port else { throw CommandFailure("\(host) is no address that has ports.") }
            return port
        } catch let error as IOError {
            throw CommandFailure("The server cannot listen at \(host): \(error)")
        }
    }
}
