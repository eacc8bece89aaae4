import NIOCore

/// What is known about a TLS handshake from outside, to explain why it failed.
struct Handshake: Hashable {
    /// What the receiver sent first.
    enum Start: Hashable {
        case nothing
        /// It refused what this side offers.
        case alert
        case hello
        /// It does not speak TLS.
        case other
    }

    private(set) var start = Start.nothing
    /// Whether the receiver asked for a client certificate; there is none.
    var asksForCertificate = false

    /// Bytes from the connection. Only the first of them counts: the type of a record.
    mutating func take(_ bytes: ByteBuffer) {
        guard start == .nothing, let first = bytes.readableBytesView.first else { return }
        switch first {
        case 21: start = .alert
        case 22: start = .hello
        default: start = .other
        }
    }
}
