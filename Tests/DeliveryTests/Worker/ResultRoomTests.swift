import Testing

@testable import Delivery

@Suite("Room for results", .timeLimit(.minutes(1)))
struct ResultRoomTests {
    @Test("There is room for so many results and no more, until some are written")
    func limit() async {
        let room = ResultRoom(limit: 2)
        await room.take()
        await room.take()
        #expect(room.free == 0)
        let third = Task { await room.take() }
        await waiting(1, in: room)
        room.giveBack(1)
        await third.value
        #expect(room.free == 0 && room.waiting == 0)
        room.giveBack(2)
        #expect(room.free == 2)
    }

    @Test("Those that have waited longest come first, and what nobody waits for is free")
    func order() async {
        let room = ResultRoom(limit: 1)
        await room.take()
        await withTaskGroup(of: Int.self) { group in
            for number in 1...3 {
                group.addTask {
                    await room.take()
                    return number
                }
                await waiting(number, in: room)
            }
            for number in 1...2 {
                room.giveBack(1)
                #expect(await group.next() == number)
            }
            room.giveBack(3)
            #expect(await group.next() == 3)
        }
        #expect(room.free == 2)
    }

    @Test("A result waits for room even if its task is canceled: it must be written, too")
    func canceled() async {
        let room = ResultRoom(limit: 1)
        await room.take()
        let late = Task { await room.take() }
        late.cancel()
        await waiting(1, in: room)
        room.giveBack(1)
        await late.value
        #expect(room.free == 0)
    }

    private func waiting(_ count: Int, in room: ResultRoom) async {
        while room.waiting < count { await Task.yield() }
    }
}
