import HTTPTypes
import Hummingbird
import PerfseeSDK

/// Responds to Perfsee's requests.
struct Receiver: Sendable {
    /// A body can be slightly larger than 1 MiB.
    static let maximumBodyByteCount = 2 * 1024 * 1024

    let verifier: WebhookVerifier
    private let seen = SeenDeliveries()

    init(verifier: WebhookVerifier) {
        self.verifier = verifier
    }

    @Sendable func receive(_ request: Request, _ context: some RequestContext) async throws -> Response {
        let body = try await request.body.collect(upTo: Self.maximumBodyByteCount)
        let delivery: VerifiedDelivery
        do {
            let header = { (name: String) in HTTPField.Name(name).flatMap { request.headers[$0] } }
            delivery = try verifier.verify(headers: header, body: Array(body.readableBytesView))
        } catch {
            return Response(status: .unauthorized, body: .init(byteBuffer: ByteBuffer(string: "\(error)\n")))
        }
        if await seen.insert(delivery.id) { report(delivery) }
        return Response(status: .noContent)
    }

    private func report(_ delivery: VerifiedDelivery) {
        do {
            print("verified: \(delivery.id) \(describe(try delivery.event()))")
        } catch {
            print("\(delivery.id) can't be read: \(error)")
        }
    }

    private func describe(_ event: WebhookEvent) -> String {
        switch event {
        case .bundleFinished(let event):
            let outcome = event.artifact.score.map { "score \($0)" } ?? "failed: \(event.artifact.failedReason ?? "")"
            return "bundle:finished: \(event.project.id) #\(event.artifact.id): \(outcome)"
        case .other(let event): return "\(event.eventType): \(event.payload.count) bytes"
        default: return event.eventType
        }
    }
}

/// The deliveries that were already received, to ignore duplicates. In production, use a database.
actor SeenDeliveries {
    static let maximumCount = 10_000

    private var ids: Set<String> = []
    private var order: [String] = []

    /// Whether the delivery has not been received before.
    func insert(_ id: String) -> Bool {
        guard ids.insert(id).inserted else { return false }
        order.append(id)
        if order.count > Self.maximumCount { ids.remove(order.removeFirst()) }
        return true
    }
}
