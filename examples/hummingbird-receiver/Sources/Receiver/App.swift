import Foundation
import Hummingbird
import PerfseeSDK

/// Receives Perfsee's webhooks, verifies them, and prints the events.
@main
struct App {
    static func main() async throws {
        let environment = ProcessInfo.processInfo.environment
        guard let secret = environment["PERFSEE_WEBHOOK_SECRET"] else {
            throw MissingSecret()
        }
        let receiver = Receiver(verifier: try WebhookVerifier(secret: secret))
        let router = Router()
        router.post("/", use: receiver.receive)
        let port = environment["PORT"].flatMap { Int($0) } ?? 3000
        let app = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: port)),
            onServerRunning: { channel in print("listening on http://127.0.0.1:\(channel.localAddress?.port ?? port)/")
            })
        try await app.runService()
    }
}

struct MissingSecret: Error, CustomStringConvertible {
    let description = "PERFSEE_WEBHOOK_SECRET is not set."
}
