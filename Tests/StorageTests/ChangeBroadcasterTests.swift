import Domain
import Testing

@testable import Storage

@Suite("The change broadcaster")
struct ChangeBroadcasterTests {
    private static let most = ChangeBroadcaster.readerBacklog + 2 * ChangeBroadcaster.historyLength

    @Test("A reader that is too slow is dropped, and no other")
    func slowReader() async {
        let broadcaster = ChangeBroadcaster()
        let slow = broadcaster.changes(in: .project(1), after: nil)
        for number in 0..<Self.most { broadcaster.post(.artifact(Artifact.ID(number), .pending), in: .project(1)) }
        let quick = broadcaster.changes(in: .project(1), after: nil)
        broadcaster.post(.artifact(-1, .passed), in: .project(1))
        let seen = await slow.reduce(into: 0) { count, _ in count += 1 }
        #expect(seen == Self.most)
        let next = await quick.first { _ in true }
        #expect(next?.change == .artifact(-1, .passed))
    }

    @Test("A dropped reader that comes back is told to read again")
    func comesBack() async {
        let broadcaster = ChangeBroadcaster()
        let slow = broadcaster.changes(in: .project(1), after: nil)
        for number in 0...Self.most { broadcaster.post(.artifact(Artifact.ID(number), .pending), in: .project(1)) }
        let first = await slow.first { _ in true }
        let again = broadcaster.changes(in: .project(1), after: first?.id)
        let change = await again.first { _ in true }
        #expect(change?.change == .reset)
    }

    @Test("Changes after a position are kept even if nobody reads yet")
    func position() async {
        let broadcaster = ChangeBroadcaster()
        let position = broadcaster.position(in: .project(1))
        broadcaster.post(.artifact(7, .passed), in: .project(1))
        let change = await broadcaster.changes(in: .project(1), after: position).first { _ in true }
        #expect(change?.change == .artifact(7, .passed))
        #expect(broadcaster.position(in: .project(1)) == change?.id)
    }

    @Test("A position that the broadcaster has forgotten leads to a reset")
    func forgottenPosition() async {
        let broadcaster = ChangeBroadcaster()
        let position = broadcaster.position(in: .project(1))
        broadcaster.post(.artifact(7, .passed), in: .project(1))
        broadcaster.end(.project(1))
        let change = await broadcaster.changes(in: .project(1), after: position).first { _ in true }
        #expect(change?.change == .reset)
    }

    @Test("The readers of a deleted project are ended")
    func ends() async {
        let broadcaster = ChangeBroadcaster()
        let reader = broadcaster.changes(in: .project(1), after: nil)
        broadcaster.end(.project(1))
        let seen = await reader.reduce(into: 0) { count, _ in count += 1 }
        #expect(seen == 0)
    }

    @Test("Readers may leave at the very moment they are notified", .timeLimit(.minutes(3)))
    func leavingWhileTold() async {
        let broadcaster = ChangeBroadcaster()
        // Two readers that leave and two notifiers, at once: each locks what the other needs, if the broadcaster lets
        // them. Each yield waits for all the tests that run in parallel, so there are only as many as it took to find
        // the bug.
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<2 {
                group.addTask {
                    for _ in 0..<1_500 {
                        let stream = broadcaster.changes(in: .project(1), after: nil)
                        let reading = Task { for await _ in stream {} }
                        await Task.yield()
                        reading.cancel()
                        await reading.value
                    }
                }
                group.addTask {
                    for _ in 0..<6_000 {
                        broadcaster.post(.reset, in: .project(1))
                        await Task.yield()
                    }
                }
            }
        }
    }
}
