extension AttemptMessage {
    /// How far an exchange has come; a timeout reports what it was waiting for.
    package enum SendStep: String, Codable, Hashable, Sendable, CaseIterable {
        case queue, lookup, connection, tls, response
        /// Connecting to the proxy that this server sends through, and waiting for its answer.
        case proxyConnection, proxy
    }

    /// Why a proxy opened no connection, other than that it took too long.
    package enum ProxyFault: Codable, Hashable, Sendable {
        /// Its name could not be resolved.
        case name
        /// Nothing listens at its port.
        case refused
        /// There was no connection to it for another reason.
        case unreachable
        /// It requires credentials, or others (407).
        case credentials
        /// It responded with another status outside 200...299.
        case status(status: Int)
        /// It closed the connection before its response was complete.
        case closed
        /// What it sent is not a response of HTTP/1.
        case notHTTP
        case headTooLarge(limitKiB: Int)
    }

    /// Why a connection could not be made, other than that it was refused or took too long.
    package enum ConnectionFault: Codable, Hashable, Sendable {
        /// The name has no address left to try.
        case noAddress
        /// The receiver's system does not answer.
        case noResponse
        case networkUnreachable
        case noRoute
        /// The connection was reset while it was being made.
        case reset
        /// This server has no address or port left to connect from.
        case noLocalAddress
        /// A firewall or policy on this server forbids it.
        case notPermitted
        /// This server does not support the address's family.
        case unsupportedAddress
        /// Another error of the operating system, by its `errno`.
        case system(code: Int)
        /// An error without a number.
        case other
    }

    /// What makes a response invalid.
    package enum ResponseFault: String, Codable, Hashable, Sendable, CaseIterable {
        /// Bytes that answer no request.
        case strayBytes
        case moreResponsesThanRequests
        case version
        case statusCode
        case header
        case contentLength
        case chunkSize
        case lineEnding
        /// HTTP/2 was asked for, and what came is something else.
        case notHTTP2
        /// Frames that the rules of HTTP/2 do not allow.
        case frames
        /// More frames of HTTP/2 than a response takes.
        case flood
        case other
    }

    /// Why a request was sent again, on a new connection.
    package enum Repetition: String, Codable, Hashable, Sendable, CaseIterable {
        /// The receiver closed a kept-alive connection before sending any byte of a response.
        case connectionClosed
        /// Bytes that answer no request came on a kept-alive connection.
        case strayBytes
        /// The receiver refused a stream of HTTP/2, or closed the connection, before processing the request.
        case notProcessed
        /// The receiver speaks another version of HTTP.
        case otherVersion
    }
}
