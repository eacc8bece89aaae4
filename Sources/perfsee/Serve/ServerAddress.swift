import Foundation

/// Where a server is reached on its own machine.
struct ServerAddress {
    let host: String
    let port: Int
    /// The path of the socket that it listens on instead.
    let socket: String?

    init(_ settings: ServeSettings, port: Int) {
        host = settings.host
        self.port = port
        socket = settings.socket
    }

    /// `http://127.0.0.1:8080`; a wildcard host is shown as loopback. `unix:/run/perfsee/perfsee.sock` for a socket.
    var url: String {
        if let socket { return "unix:\(socket)" }
        let shown = ["0.0.0.0", "::"].contains(host) ? "127.0.0.1" : host
        return "http://" + (shown.contains(":") ? "[\(shown)]" : shown) + ":\(port)"
    }
}
