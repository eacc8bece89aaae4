import Domain
import Testing

@testable import Storage

@Suite("The board of changes")
struct ChangeBoardTests {
    private static let most = ChangeBoard.readerBacklog + 2 * ChangeBoard.historyLength

    @Test("drops a reader that is too slow, and it alone")
    func slowReader() async {
        let board = ChangeBoard()
        let slow = board.changes(in: .project(1), after: nil)
        for number in 0..<Self.most { board.post(.artifact(Artifact.ID(number), .pending), in: .project(1)) }
        let quick = board.changes(in: .project(1), after: nil)
        board.post(.artifact(-1, .passed), in: .project(1))
        let seen = await slow.reduce(into: 0) { count, _ in count += 1 }
        #expect(seen == Self.most)
        let next = await quick.first { _ in true }
        #expect(next?.change == .artifact(-1, .passed))
    }

    @Test("tells a reader that was dropped, when it comes back, to look again")
    func comesBack() async {
        let board = ChangeBoard()
        let slow = board.changes(in: .project(1), after: nil)
        for number in 0...Self.most { board.post(.artifact(Artifact.ID(number), .pending), in: .project(1)) }
        let first = await slow.first { _ in true }
        let again = board.changes(in: .project(1), after: first?.id)
        let change = await again.first { _ in true }
        #expect(change?.change == .reset)
    }

    @Test("keeps what comes after a position, though nobody reads yet")
    func position() async {
        let board = ChangeBoard()
        let position = board.position(in: .project(1))
        board.post(.artifact(7, .passed), in: .project(1))
        let change = await board.changes(in: .project(1), after: position).first { _ in true }
        #expect(change?.change == .artifact(7, .passed))
        #expect(board.position(in: .project(1)) == change?.id)
    }

    @Test("takes no position for one of its own that it has forgotten")
    func forgottenPosition() async {
        let board = ChangeBoard()
        let position = board.position(in: .project(1))
        board.post(.artifact(7, .passed), in: .project(1))
        board.end(.project(1))
        let change = await board.changes(in: .project(1), after: position).first { _ in true }
        #expect(change?.change == .reset)
    }

    @Test("ends the readers of a project that is deleted")
    func ends() async {
        let board = ChangeBoard()
        let reader = board.changes(in: .project(1), after: nil)
        board.end(.project(1))
        let seen = await reader.reduce(into: 0) { count, _ in count += 1 }
        #expect(seen == 0)
    }

    @Test("readers may leave at the very moment at which they are told something", .timeLimit(.minutes(3)))
    func leavingWhileTold() async {
        let board = ChangeBoard()
        // Two at once that leave, and two that tell: each locks what the other needs, if the board lets them. Each yield
        // waits for all the tests that run beside this one, so there are only as many as found the fault.
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<2 {
                group.addTask {
                    for _ in 0..<1_500 {
                        let stream = board.changes(in: .project(1), after: nil)
                        let reading = Task { for await _ in stream {} }
                        await Task.yield()
                        reading.cancel()
                        await reading.value
                    }
                }
                group.addTask {
                    for _ in 0..<6_000 {
                        board.post(.reset, in: .project(1))
                        await Task.yield()
                    }
                }
            }
        }
    }
}
