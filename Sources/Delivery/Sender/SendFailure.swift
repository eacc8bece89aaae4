import Domain
import Localization

/// Why no response arrived, in the words that the log shows.
struct SendFailure: Error, Hashable {
    let reason: FailureReason
    /// A sentence that says what happened and what to do about it.
    let detail: String

    init(_ reason: FailureReason, _ detail: String) {
        self.reason = reason
        self.detail = detail
    }
}

extension SendFailure {
    // MARK: Names and addresses

    static func unknownName(_ name: String) -> SendFailure {
        SendFailure(.dns, "The name `\(name)` could not be found. Check the webhook's URL and the name's DNS records.")
    }

    static func slowLookup(_ name: String, seconds: Int64) -> SendFailure {
        SendFailure(.dns, "The look-up of `\(name)` got no answer within \(seconds) s. Check the name's DNS servers.")
    }

    static let tooManyLookups = SendFailure(
        .dns, "Too many names wait for their look-up on this server. Check that its DNS servers answer.")

    /// Tells the owner of a name that it does not lead to a public address, but never where it leads.
    static func blocked(_ block: EgressBlock) -> SendFailure {
        SendFailure(.blockedAddress, block.text.en)
    }

    // MARK: Connections

    static func refused(_ authority: String) -> SendFailure {
        SendFailure(.refused, "Nothing listens at `\(authority)`. Check that the receiver runs, and its port.")
    }

    static func unreachable(_ authority: String, why: String) -> SendFailure {
        SendFailure(.connect, "No connection to `\(authority)` could be made: \(why). Check the receiver's network.")
    }

    static let noDescriptors = SendFailure(
        .connect, "This server may open no more files. An operator can raise its limit (`ulimit -n`).")

    static let tooManyWaiting = SendFailure(
        .connect, "Too many deliveries wait for a connection on this server. They are sent when others have ended.")

    static let broken = SendFailure(
        .reset, "The connection broke before the answer was there. Check the receiver's log for what ended it.")

    static let cancelled = SendFailure(.reset, "This server broke off the attempt, because it is being stopped.")

    // MARK: TLS

    static func tlsName(_ host: String) -> SendFailure {
        SendFailure(.tls, "The certificate is not for `\(host)`. Install one that names this host.")
    }

    static func tlsCertificate(_ host: String) -> SendFailure {
        SendFailure(
            .tls,
            "The certificate of `\(host)` does not verify: it has expired, or its issuer is not trusted here. "
                + "Install a valid one with its whole chain.")
    }

    static func tls(_ host: String) -> SendFailure {
        SendFailure(
            .tls, "TLS could not be agreed on with `\(host)`. Check that its port speaks TLS 1.2 or later.")
    }

    // MARK: Responses

    static func malformed(_ what: String) -> SendFailure {
        SendFailure(.protocol, "What came back is not a valid HTTP/1.1 answer: \(what). Check what listens there.")
    }

    static let headTooLarge = SendFailure(
        .protocol, "The answer's head is larger than \(AnswerLimits.head / 1024) KiB. Send fewer or shorter headers.")

    static let switchedProtocols = SendFailure(
        .protocol, "The receiver switched protocols (101), which was not asked for. Answer with 2xx.")
}
