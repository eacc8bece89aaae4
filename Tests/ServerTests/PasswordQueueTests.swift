import Domain
import Testing

@testable import Server

@Suite("The password queue")
struct PasswordQueueTests {
    private static let hash = ScriptedHasher.hash("right")

    /// Fills the line of strangers while one password is being checked, each from a network of its own.
    private static func with(
        _ body: (PasswordQueue, ScriptedHasher, inout ThrowingTaskGroup<Bool, any Error>) async throws -> Void
    ) async throws {
        let hasher = ScriptedHasher(isShut: true)
        let queue = PasswordQueue(hasher.hasher)
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0...PasswordQueue.maximumWaiting {
                let network = try CIDR(parsing: "192.0.2.\(number)")
                group.addTask { try await queue.matches("guess", hash, for: .stranger(network, [])) }
            }
            while queue.waiting < PasswordQueue.maximumWaiting { await Task.yield() }
            try await body(queue, hasher, &group)
        }
    }

    @Test("A full queue refuses the next stranger immediately, but still takes known askers")
    func bound() async throws {
        try await Self.with { queue, hasher, group in
            await #expect(throws: PasswordQueue.Full.self) {
                try await queue.matches("right", Self.hash, for: .stranger(nil, []))
            }
            group.addTask { try await queue.matches("right", Self.hash, for: .known(7)) }
            while queue.waiting == PasswordQueue.maximumWaiting { await Task.yield() }
            hasher.letOn(2)
            // The first was being checked; the known asker comes right after it.
            while hasher.judged.count < 2 { await Task.yield() }
            #expect(hasher.judged == ["guess", "right"])
            hasher.letOn(PasswordQueue.maximumWaiting)
            var right = 0
            while let isRight = try await group.next() { right += isRight ? 1 : 0 }
            #expect(right == 1)
            #expect(queue.waiting == 0)
        }
    }

    @Test("A canceled asker is forgotten")
    func cancelled() async throws {
        try await Self.with { queue, hasher, group in
            group.cancelAll()
            while queue.waiting > 0 { await Task.yield() }
            hasher.letOn(1)
            while let result = await group.nextResult() { #expect((try? result.get()) != true) }
            #expect(hasher.judged == ["guess"])
            hasher.letOn(1)
            let isRight = try await queue.matches("right", Self.hash, for: .stranger(nil, []))
            #expect(isRight)
        }
    }

    @Test("An overlong password is never checked, not even in part")
    func long() async throws {
        let hasher = ScriptedHasher()
        let text = String(repeating: "x", count: NewPassword.maximumPasswordBytes + 1)
        let queue = PasswordQueue(hasher.hasher)
        #expect(try await !queue.matches(text, ScriptedHasher.hash(text), for: .known(1)))
        #expect(hasher.judged.isEmpty)
    }
}
