import Domain
import Localization
import Testing

@Suite("What an attempt says")
struct AttemptMessageTests {
    @Test("Every message reads well in both languages", arguments: AttemptMessage.samples)
    func texts(_ message: AttemptMessage) {
        if case .recorded = message { return }
        expectText(of: message)
        #expect(message.text.en.hasSuffix(".") && message.text.zh.hasSuffix("。"), "\(message.text)")
    }

    @Test("A sentence that an earlier version recorded stays as it is")
    func recorded() {
        #expect(AttemptMessage.recorded(sentence: "It was `so`.").text == LocalizedText(verbatim: "It was `so`."))
    }

    @Test("Every nested fact reads well in both languages")
    func facts() {
        for fault in AttemptMessage.ConnectionFault.samples { expectText(of: fault) }
        for fault in AttemptMessage.ResponseFault.allCases { expectText(of: fault) }
        for repetition in AttemptMessage.Repetition.allCases { expectText(of: repetition) }
    }

    @Test("What is wrong with this server is not blamed on the receiver")
    func ours() {
        for why in [AttemptMessage.ConnectionFault.noLocalAddress, .notPermitted, .unsupportedAddress] {
            let text = AttemptMessage.unreachable(authority: "hooks.example:443", why: why).text
            #expect(text.en.contains("operator") && !text.en.contains("receiver's network"))
            #expect(text.zh.contains("运维人员") && !text.zh.contains("接收方的网络"))
        }
        for message in [
            AttemptMessage.failedLookup(name: "hooks.example"),
            .slowLookup(name: "hooks.example", limitMilliseconds: 10_000),
            .timeout(step: .lookup, limitMilliseconds: 10_000),
        ] {
            #expect(message.text.en.contains("this server's DNS servers") && !message.text.en.contains("URL"))
        }
    }

    @Test(
        "What is wrong with the proxy is not blamed on the receiver",
        arguments: [
            .name, .refused, .unreachable, .credentials, .status(status: 403), .status(status: 502), .closed, .notHTTP,
            .headTooLarge(limitKiB: 16),
        ] as [AttemptMessage.ProxyFault])
    func proxy(_ fault: AttemptMessage.ProxyFault) {
        let message = AttemptMessage.proxy(fault: fault, authority: "hooks.example:8443")
        expectText(of: message)
        #expect(message.text.en.contains("proxy that this server sends through"))
        #expect(message.text.en.contains("Ask an operator of this server") && message.text.zh.contains("运维人员"))
        #expect(!message.text.en.contains("Check the receiver"))
    }

    @Test("A timeout names its step and its limit", arguments: AttemptMessage.SendStep.allCases)
    func timeouts(_ step: AttemptMessage.SendStep) {
        let whole = AttemptMessage.timeout(step: step, limitMilliseconds: 30_000)
        expectText(of: whole)
        #expect(whole.text.en.contains(" within 30 s") && whole.text.zh.hasPrefix("30 秒内"))
        let part = AttemptMessage.timeout(step: step, limitMilliseconds: 1_500)
        #expect(part.text.en.contains(" within 1500 ms") && part.text.zh.hasPrefix("1500 毫秒内"))
    }

    @Test("Every status is explained", arguments: [301, 400, 401, 403, 404, 410, 413, 429, 500, 503, 999])
    func statuses(_ status: Int) {
        let message = AttemptMessage.status(status: status)
        expectText(of: message)
        #expect(message.text.en.hasPrefix("The receiver returned \(status)"))
        #expect(message.text.zh.hasPrefix("接收方返回 \(status)"))
    }

    @Test("Every reason for a failure has a sentence and a few words, all different")
    func reasons() {
        for reason in FailureReason.allCases {
            expectText(of: reason)
            expectText(of: AttemptSummary.Result.failure(reason))
        }
        let short = FailureReason.allCases.map { AttemptSummary.Result.failure($0).text }
        #expect(Set(short.map(\.en)).count == short.count && Set(short.map(\.zh)).count == short.count)
    }
}

extension AttemptMessage: Sampled {
    static func sample(after previous: Self?) -> Self? {
        switch previous {
        case nil: .unknownName(name: "hooks.example")
        case .unknownName: .failedLookup(name: "hooks.example")
        case .failedLookup: .slowLookup(name: "hooks.example", limitMilliseconds: 10_000)
        case .slowLookup: .tooManyLookups
        case .tooManyLookups: .blocked(.notPublicName(host: "db.internal"))
        case .blocked: .blockedHost(host: "db.internal")
        case .blockedHost: .refused(authority: "hooks.example:443")
        case .refused: .unreachable(authority: "hooks.example:443", why: .noRoute)
        case .unreachable: .tooManyOpenFiles
        case .tooManyOpenFiles: .tooManyWaiting
        case .tooManyWaiting: .proxy(fault: .credentials, authority: "hooks.example")
        case .proxy: .connectionLost
        case .connectionLost: .streamReset(code: 2)
        case .streamReset: .canceled
        case .canceled: .certificateName(host: "hooks.example")
        case .certificateName: .certificateInvalid(host: "hooks.example")
        case .certificateInvalid: .noCertificate(host: "hooks.example")
        case .noCertificate: .certificateKey(host: "hooks.example")
        case .certificateKey: .clientCertificate(host: "hooks.example")
        case .clientCertificate: .tlsVersion(host: "hooks.example")
        case .tlsVersion: .tlsCipher(host: "hooks.example")
        case .tlsCipher: .tlsProtocol(host: "hooks.example")
        case .tlsProtocol: .notTLS(authority: "hooks.example:8443")
        case .notTLS: .tlsFailed(host: "hooks.example")
        case .tlsFailed: .timeout(step: .response, limitMilliseconds: 30_000)
        case .timeout: .malformedResponse(fault: .contentLength)
        case .malformedResponse: .responseHeadTooLarge(limitKiB: 16)
        case .responseHeadTooLarge: .switchedProtocols
        case .switchedProtocols: .status(status: 503)
        case .status: .sentAgain(why: .connectionClosed)
        case .sentAgain: .recorded(sentence: "It failed.")
        case .recorded: .unknown(code: "swallowed")
        case .unknown: nil
        }
    }
}

extension AttemptMessage.ConnectionFault: Sampled {
    static func sample(after previous: Self?) -> Self? {
        switch previous {
        case nil: .noAddress
        case .noAddress: .noResponse
        case .noResponse: .networkUnreachable
        case .networkUnreachable: .noRoute
        case .noRoute: .reset
        case .reset: .noLocalAddress
        case .noLocalAddress: .notPermitted
        case .notPermitted: .unsupportedAddress
        case .unsupportedAddress: .system(code: 5)
        case .system: .other
        case .other: nil
        }
    }
}
