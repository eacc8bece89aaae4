import Domain
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix

extension SendFailure {
    /// Why no connection could be made.
    /// - Parameters:
    ///   - errors: the error for each route.
    ///   - isThroughProxy: whether the routes lead through the proxy, so that its errors are not the receiver's.
    init(connecting errors: [any Error], to url: WebhookURL, timeout: Duration, isThroughProxy: Bool) {
        let all = errors.map { error in
            isThroughProxy
                ? SendFailure(proxy: error, to: url, timeout: timeout)
                : SendFailure(attempt: error, to: url, timeout: timeout)
        }
        // If there are several addresses, one that did not plainly refuse is more informative.
        self = all.first { $0.reason != .refused } ?? all.first ?? .unreachable(url.authority, .noAddress)
    }

    private init(attempt error: any Error, to url: WebhookURL, timeout: Duration) {
        switch (error, (error as? IOError)?.errnoCode) {
        case (ChannelError.connectTimeout, _): self = .timeout(.connection, after: timeout)
        case (_, ECONNREFUSED?): self = .refused(url.authority)
        case (_, EMFILE?), (_, ENFILE?): self = .noDescriptors
        case (_, let code?): self = .unreachable(url.authority, AttemptMessage.ConnectionFault(errno: code))
        default: self = .unreachable(url.authority, .other)
        }
    }

    private init(proxy error: any Error, to url: WebhookURL, timeout: Duration) {
        switch (error, (error as? IOError)?.errnoCode) {
        case (let fault as TunnelHandler.Failure, _): self = .proxy(fault.fault, url.authority)
        // What the receiver did behind the proxy.
        case (let failure as SendFailure, _): self = failure
        case (ChannelError.connectTimeout, _): self = .timeout(.proxyConnection, after: timeout)
        case (_, ECONNREFUSED?): self = .proxy(.refused, url.authority)
        case (_, EMFILE?), (_, ENFILE?): self = .noDescriptors
        default: self = .proxy(.unreachable, url.authority)
        }
    }

    /// Why an expected response did not arrive.
    init(exchange error: (any Error)?) {
        switch error {
        case let error as HTTPParserError where error != .invalidEOFState && error != .closedConnection:
            self = .malformed(AttemptMessage.ResponseFault(error))
        case is NIOHTTPDecoderError: self = .malformed(.moreResponsesThanRequests)
        default: self = .broken
        }
    }
}

extension AttemptMessage.ConnectionFault {
    init(errno code: CInt) {
        switch code {
        case ETIMEDOUT: self = .noResponse
        case ENETUNREACH: self = .networkUnreachable
        case EHOSTUNREACH: self = .noRoute
        case ECONNRESET: self = .reset
        case EADDRNOTAVAIL: self = .noLocalAddress
        case EPERM, EACCES: self = .notPermitted
        case EAFNOSUPPORT: self = .unsupportedAddress
        default: self = .system(code: Int(code))
        }
    }
}

extension AttemptMessage.ResponseFault {
    init(_ error: HTTPParserError) {
        switch error {
        case .invalidVersion: self = .version
        case .invalidStatus: self = .statusCode
        case .invalidHeaderToken, .invalidCharactersUsed: self = .header
        case .invalidContentLength, .unexpectedContentLength: self = .contentLength
        case .invalidChunkSize: self = .chunkSize
        case .lfExpected: self = .lineEnding
        case .trailingGarbage: self = .strayBytes
        default: self = .other
        }
    }
}
