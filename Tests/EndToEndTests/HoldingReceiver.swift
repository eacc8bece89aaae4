import PerfseeSDK
import Synchronization
import TestSupport

/// A receiver that answers nothing until it is told to.
struct HoldingReceiver {
    /// The secret whose signatures it counts.
    static let secret = "the new secret"

    private let receiver: ScriptedReceiver
    private let answers: Answers

    private final class Answers: Sendable {
        let isOpen = Atomic(false)
    }

    static func start() async throws -> HoldingReceiver {
        let answers = Answers()
        let receiver = try await ScriptedReceiver.start { _ in
            if answers.isOpen.load(ordering: .acquiring) { return .answer(204) }
            return .drip(["HTTP/1.1 204 No Content\r\n", "\r\n"].map { Array($0.utf8) })
        }
        return HoldingReceiver(receiver: receiver, answers: answers)
    }

    func url(_ name: String) -> String { receiver.url(host: "127.0.0.1", path: "/\(name)") }

    /// Answers everything, from now on at once.
    func answer() {
        answers.isOpen.store(true, ordering: .releasing)
        receiver.release()
    }

    /// How many requests arrived for a name.
    func count(_ name: String) -> Int { requests(name).count }

    /// How many of them are signed with the secret.
    func signatures(_ name: String) -> Int {
        guard let verifier = try? WebhookVerifier(secret: Self.secret) else { return 0 }
        return requests(name).filter { request in
            (try? verifier.verify(headers: { request[$0] }, body: request.body)) != nil
        }.count
    }

    func stop() async { await receiver.stop() }

    private func requests(_ name: String) -> [ReceivedRequest] {
        receiver.requests.filter { $0.requestLine.hasPrefix("POST /\(name) ") }
    }
}
