import Domain
import NIOCore
import NIOHTTP2

/// Why no response arrived.
struct SendFailure: Error, Hashable {
    let reason: FailureReason
    let message: AttemptMessage

    init(_ reason: FailureReason, _ message: AttemptMessage) {
        self.reason = reason
        self.message = message
    }
}

extension SendFailure {
    // MARK: Names and addresses

    static func unknownName(_ name: String) -> SendFailure { SendFailure(.dns, .unknownName(name: name)) }

    static func failedLookup(_ name: String) -> SendFailure { SendFailure(.dns, .failedLookup(name: name)) }

    static func slowLookup(_ name: String, limit: Duration) -> SendFailure {
        SendFailure(.dns, .slowLookup(name: name, limitMilliseconds: limit.milliseconds))
    }

    static let tooManyLookups = SendFailure(.dns, .tooManyLookups)

    /// Tells the owner of a name that it does not lead to a public address, but never where it leads.
    static func blocked(_ block: EgressBlock) -> SendFailure {
        SendFailure(.blockedAddress, .blocked(block))
    }

    // MARK: Connections

    static func refused(_ authority: String) -> SendFailure { SendFailure(.refused, .refused(authority: authority)) }

    static func unreachable(_ authority: String, _ why: AttemptMessage.ConnectionFault) -> SendFailure {
        SendFailure(.connect, .unreachable(authority: authority, why: why))
    }

    static let noDescriptors = SendFailure(.connect, .tooManyOpenFiles)

    static let tooManyWaiting = SendFailure(.connect, .tooManyWaiting)

    static func proxy(_ fault: AttemptMessage.ProxyFault, _ authority: String) -> SendFailure {
        SendFailure(.connect, .proxy(fault: fault, authority: authority))
    }

    static let broken = SendFailure(.reset, .connectionLost)

    static let cancelled = SendFailure(.reset, .canceled)

    static func streamReset(_ code: HTTP2ErrorCode) -> SendFailure {
        SendFailure(.reset, .streamReset(code: code.networkCode))
    }

    // MARK: TLS

    static func tlsName(_ host: String) -> SendFailure { SendFailure(.tls, .certificateName(host: host)) }

    // MARK: Responses

    static func timeout(_ step: AttemptMessage.SendStep, after limit: Duration) -> SendFailure {
        SendFailure(.timeout, .timeout(step: step, limitMilliseconds: limit.milliseconds))
    }

    static func malformed(_ fault: AttemptMessage.ResponseFault) -> SendFailure {
        SendFailure(.protocol, .malformedResponse(fault: fault))
    }

    static let headTooLarge = SendFailure(.protocol, .responseHeadTooLarge(limitKiB: AnswerLimits.head / 1024))

    static let switchedProtocols = SendFailure(.protocol, .switchedProtocols)
}
