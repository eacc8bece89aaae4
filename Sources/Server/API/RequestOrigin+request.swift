import Domain
import HTTPTypes
import Hummingbird
import NIOCore

extension RequestOrigin {
    /// Nil without a connection, as in tests without a socket.
    init?(_ request: Request, _ context: APIContext, trusted: [CIDR]) {
        guard let peer = context.channel.peer else { return nil }
        self.init(
            peer: peer, forwardedFor: request.headers[values: .xForwardedFor],
            forwardedProto: request.headers[values: .xForwardedProto], trusted: trusted)
    }
}

extension HTTPField.Name {
    static let xForwardedFor = HTTPField.Name("X-Forwarded-For")!
    static let xForwardedProto = HTTPField.Name("X-Forwarded-Proto")!
}
