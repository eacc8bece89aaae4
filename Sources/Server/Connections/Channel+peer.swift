import Domain
import NIOCore

extension Channel {
    /// The address of the other end; nil without a connection, as in tests.
    var peer: IPAddress? {
        if case .unixDomainSocket? = localAddress { return .ofSocket }
        return remoteAddress?.ipAddress.flatMap { IPAddress($0) }?.unmapped
    }
}
