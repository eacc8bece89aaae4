import Foundation
import NIOCore
import NIOPosix

/// A port that nothing listens on.
///
/// The links that a server creates contain its port, so a server that may use any port chooses it before it starts, and
/// one with a fixed port checks that it is free before anything is created.
enum FreePort {
    /// - Parameters:
    ///   - wanted: 0 for any.
    ///   - setting: the name of the setting that it is the value of.
    static func find(_ wanted: Int, on host: String, setting: String = "port") async throws -> Int {
        do {
            // With the server's own options: sockets that the last one left in TIME_WAIT do not get in the way.
            let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .bind(host: host, port: wanted) { channel in channel.eventLoop.makeSucceededVoidFuture() }
            let port = channel.channel.localAddress?.port
            try await channel.channel.close()
            guard let port else { throw CommandFailure("\(host) is not an address that has ports.") }
            return port
        } catch let error as IOError {
            throw CommandFailure(cannotListenAt: host, port: wanted, setting: setting, error)
        } catch is SocketAddressError, is SocketAddressError.UnknownHost {
            throw CommandFailure(
                "The server can't listen on \(host): this machine knows no such name or address. Choose another --host."
            )
        }
    }
}

extension CommandFailure {
    /// - Parameter setting: the name of the setting that names the port.
    init(cannotListenAt host: String, port: Int, setting: String, _ error: IOError) {
        let cause = String(cString: strerror(error.errnoCode))
        let off = setting == "metrics-port" ? ", or `--metrics-port none`" : ""
        let hint =
            error.errnoCode == EADDRINUSE
            ? " Stop what is listening there, or choose another --\(setting)\(off)." : ""
        self.init("The server can't listen on \(host), port \(port): \(cause).\(hint)")
    }
}
