import Delivery
import Domain
import Foundation
import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
import Signing
import TestSupport

/// Signed POSTs per second without any storage: the baseline for the whole way. `--http 1.1` or `2` sends over TLS with
/// that version.
struct SenderAlone {
    private let requests: Int
    private let concurrency: Int
    /// Nil for HTTP/1.1 without TLS.
    private let version: WebhookHTTPVersion?

    init(_ arguments: Arguments) {
        requests = arguments.number("events", or: 60_000)
        concurrency = arguments.number("concurrency", or: 256)
        version = arguments.text("http").flatMap(WebhookHTTPVersion.init)
    }

    func run() async throws {
        let receiver = try ReceiverProcess(tls: version.map { $0 == .http2 ? "h2" : "http/1.1" })
        defer { receiver.stop() }
        let sender = try HTTPSender(
            group: MultiThreadedEventLoopGroup.singleton,
            egress: EgressGuard(
                EgressPolicy(allow: [try CIDR(parsing: "127.0.0.0/8")]), logger: Logger(label: "bench")),
            trusting: .only(try TestCertificates.authorities()))
        let url = try WebhookURL("\(version == nil ? "http" : "https")://127.0.0.1:\(receiver.port)/")
        try await send(2_000, sender, url)
        let before = Usage.now
        let receiverBefore = receiver.cpu
        let start = Monotonic.now()
        try await send(requests, sender, url)
        let seconds = Double(Monotonic.now() - start) / 1e9
        var figures = Figures()
        figures.add("perSecond", Double(requests) / seconds)
        figures.add("cpuMicroseconds", (Usage.now.cpu - before.cpu) / Double(requests) * 1e6)
        figures.add("receiverCpuMicroseconds", (receiver.cpu - receiverBefore) / Double(requests) * 1e6)
        figures.print()
        await sender.shutdown()
    }

    private func send(_ count: Int, _ sender: HTTPSender, _ url: WebhookURL) async throws {
        let signer = WebhookSigner(WebhookSecret.generate())
        let body = [UInt8](repeating: UInt8(ascii: "a"), count: 1024)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<concurrency {
                group.addTask {
                    for _ in 0..<count / concurrency { try await sendOne(sender, url, signer, body) }
                }
            }
            try await group.waitForAll()
        }
    }

    private func sendOne(
        _ sender: HTTPSender, _ url: WebhookURL, _ signer: WebhookSigner, _ body: [UInt8]
    ) async throws {
        let now = SystemNow.timestamp
        var random = SystemRandomNumberGenerator()
        let id = DeliveryID.make(at: now, using: &random).description
        let signatures = signer.headers(deliveryID: id, timestamp: now.seconds, body: body)
        let headers: HTTPHeaders = [
            "Accept": "*/*", "content-type": "application/json", "User-Agent": "Perfsee-Hookshot/1",
            "X-Perfsee-Delivery": id, "X-Perfsee-Event": "bench-event", "X-Perfsee-Hook-ID": "1",
            "X-Perfsee-Hook-Project": "bench", "X-Perfsee-Signature-256": signatures.perfsee, "webhook-id": id,
            "webhook-timestamp": String(now.seconds), "webhook-signature": signatures.standard,
        ]
        let request = OutgoingRequest(
            webhook: 1, owner: .project(1), url: url, headers: headers, body: ByteBuffer(bytes: body),
            timeout: .seconds(30), version: version ?? .http1)
        guard case .answered = await sender.send(request).outcome else { throw BenchError("a request failed") }
    }
}
