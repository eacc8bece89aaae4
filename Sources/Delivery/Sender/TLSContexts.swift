import NIOSSL
import Synchronization

/// The sender's TLS: one context for connections that speak HTTP/1.1, and one for those that may speak HTTP/2, which is
/// made when it is first needed because the system's roots take their time and memory.
final class TLSContexts: Sendable {
    private let roots: TrustRoots
    private let http1: NIOSSLContext
    private let http2 = Mutex<NIOSSLContext?>(nil)

    /// - Throws: an error if a file of trust roots cannot be read.
    init(trusting roots: TrustRoots) throws {
        self.roots = roots
        http1 = try .sender(trusting: roots, for: .http1)
    }

    func context(for offer: ConnectionOffer) throws -> NIOSSLContext {
        guard offer != .http1 else { return http1 }
        return try http2.withLock { made in
            if let made { return made }
            let context = try NIOSSLContext.sender(trusting: roots, for: offer)
            made = context
            return context
        }
    }
}
