extension IPAddress {
    /// What stands for the other end of a Unix domain socket, which has no address: one that no client can have (RFC 1122,
    /// section 3.2.1.3), so that no `X-Forwarded-For` of a proxy means it.
    package static let ofSocket = IPAddress.v4(0)

    /// As the log names the other end of a connection.
    package var nameOfPeer: String { self == .ofSocket ? "unix" : "\(self)" }
}
