import Domain
import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
import TestSupport

@testable import Delivery

/// A sender that may reach this machine, and requests for it.
enum SenderFixture {
    /// Keeps idle connections for longer than a busy machine needs between two requests of a test.
    static var patient: SenderConfiguration {
        var configuration = SenderConfiguration()
        configuration.idle = .seconds(60)
        return configuration
    }

    static func sender(
        _ configuration: SenderConfiguration = patient, allow: [String] = ["127.0.0.0/8"],
        group: any EventLoopGroup = .singletonMultiThreadedEventLoopGroup,
        names: NameResolver? = nil, proxy: OutgoingProxy? = nil,
        lookup: @escaping NameResolver.Names = { $0 == "receiver.test" ? [.v4(0x7F00_0001)] : nil }
    ) throws -> HTTPSender {
        try HTTPSender(
            configuration: configuration, group: group,
            egress: EgressGuard(
                EgressPolicy(allow: allow.map { try CIDR(parsing: $0) }),
                logger: Logger(label: "sender") { _ in SwiftLogNoOpLogHandler() }),
            names: names ?? NameResolver(limits: configuration.lookups, names: lookup),
            trusting: .only(TestCertificates.authorities()), proxy: proxy)
    }

    static func request(
        _ url: String, webhook: Int64 = 1, body: String = "{}", timeout: Duration = .seconds(20),
        version: WebhookHTTPVersion = .http1
    ) throws -> OutgoingRequest {
        OutgoingRequest(
            webhook: webhook, owner: .project(1), url: try WebhookURL(url),
            headers: ["Accept": "*/*", "content-type": "application/json", "User-Agent": "Perfsee-Hookshot/1"],
            body: ByteBuffer(string: body), timeout: timeout, version: version)
    }

    /// Sends one request to a new receiver that follows the script.
    static func exchange(
        timeout: Duration = .seconds(20), script: @escaping ScriptedReceiver.Script
    ) async throws -> Exchange {
        let receiver = try await ScriptedReceiver.start(script: script)
        let sender = try sender()
        let exchange = try await sender.send(request(receiver.url, timeout: timeout))
        await sender.shutdown()
        await receiver.stop()
        return exchange
    }
}

extension NameResolver {
    /// All addresses of a name; nil if it has none.
    typealias Names = @Sendable (_ name: String) -> [IPAddress]?

    convenience init(limits: LookupLimits = LookupLimits(), names: @escaping Names) {
        self.init(limits: limits) { name, family in
            let found = names(name)?.filter { $0.width == (family == .v4 ? 32 : 128) } ?? []
            return found.isEmpty ? .none : .found(found)
        }
    }
}

extension Exchange {
    var response: Attempt.Response? {
        if case .answered(let response) = outcome { response } else { nil }
    }

    var reason: FailureReason? {
        if case .failed(let reason, _) = outcome { reason } else { nil }
    }

    var message: AttemptMessage? {
        if case .failed(_, let message) = outcome { message } else { nil }
    }
}
