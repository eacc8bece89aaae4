import Foundation

/// Where a server is reached on its own machine.
struct ServerAddress {
    let host: String
    let port: Int

    init(_ settings: ServeSettings, port: Int) {
        host = settings.host
        self.port = port
    }

    /// `http://127.0.0.1:8080`; a wildcard host is shown as loopback.
    var url: String {
        let shown = ["0.0.0.0", "::"].contains(host) ? "127.0.0.1" : host
        return "http://" + (shown.contains(":") ? "[\(shown)]" : shown) + ":\(port)"
    }
}
