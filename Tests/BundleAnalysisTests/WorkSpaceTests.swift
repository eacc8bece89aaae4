import Testing

@testable import BundleAnalysis

@Suite("The disk that analyses share")
struct WorkSpaceTests {
    @Test("is given out in the order in which it was asked for, and no more than there is")
    func order() async throws {
        let space = WorkSpace(bytes: 10)
        let first = try await space.reserve(6)
        let (served, note) = AsyncStream.makeStream(of: Int.self)
        let large = Task {
            let held = try await space.reserve(8)
            note.yield(8)
            held.release()
        }
        // The small one would fit, but came later.
        while space.waitingCount < 1 { await Task.yield() }
        let small = Task {
            let held = try await space.reserve(1)
            note.yield(1)
            held.release()
        }
        while space.waitingCount < 2 { await Task.yield() }
        #expect(space.free == 4)
        first.keep(2)
        var order = served.makeAsyncIterator()
        #expect(await order.next() == 8)
        #expect(await order.next() == 1)
        try await large.value
        try await small.value
        #expect(space.free == 8)
        first.release()
        #expect(space.free == 10)
    }

    @Test("is given to one alone that asks for more than there is")
    func tooMuch() async throws {
        let space = WorkSpace(bytes: 10)
        let all = try await space.reserve(50)
        #expect(space.free == 0)
        all.keep(3)
        #expect(space.free == 7)
        all.release()
        #expect(space.free == 10)
    }

    @Test("who is cancelled while waiting makes way for those behind")
    func cancelled() async throws {
        let space = WorkSpace(bytes: 10)
        let first = try await space.reserve(5)
        let large = Task { try await space.reserve(9) }
        while space.waitingCount < 1 { await Task.yield() }
        let small = Task { try await space.reserve(5) }
        while space.waitingCount < 2 { await Task.yield() }
        large.cancel()
        let failure = await #expect(throws: AnalysisFailure.self) { try await large.value }
        #expect(failure?.kind == .cancelled)
        try await small.value.release()
        first.release()
        #expect(space.free == 10)
    }
}
