import Domain
import HTTPTypes
import Storage
import Synchronization
import Testing

@testable import Server

@Suite("Room for an upload")
struct UploadRoomTests {
    @Test("A body without an announced length is refused once it exceeds the rest of the quota")
    func quota() throws {
        let room = UploadRoom(stored: 90, quota: 100)
        try room.require(10, after: 0)
        let refused = #expect(throws: Problem.self) { try room.require(11, after: 10) }
        #expect(refused?.status == .tooManyRequests && refused?.closesConnection == true)
        let never = #expect(throws: Problem.self) { try room.require(101, after: 11) }
        #expect(never?.status == .contentTooLarge)
    }

    @Test("The disk is checked before a body, and every 4 MiB while it arrives")
    func disk() throws {
        let reads = Mutex(0)
        let disk = DiskWatch(folders: ["x"], floor: .bytes(100)) { _ in
            reads.withLock { $0 += 1 }
            return DiskSpace(free: 150, total: 1_000)
        }
        let room = UploadRoom(disk: disk)
        try room.require(50)
        let refused = #expect(throws: Problem.self) { try room.require(51) }
        #expect(refused?.status == .serviceUnavailable && refused?.closesConnection == true)
        #expect(reads.withLock { $0 } == 2)
        for count in 1...9 { try room.require(count << 20, after: (count - 1) << 20) }
        #expect(reads.withLock { $0 } == 4)
        let full = UploadRoom(disk: DiskWatch(folders: ["x"]) { _ in DiskSpace(free: 0, total: 1_000) })
        try full.require(1, after: 0)
        #expect(throws: Problem.self) { try full.require(UploadRoom.step, after: 1) }
    }

    @Test("The system reads the folder's disk, and a missing folder refuses nothing")
    func system() throws {
        let space = try #require(DiskWatch.system("/"))
        #expect(space.total > 0 && space.free <= space.total)
        #expect(DiskWatch.system("/no/such/folder") == nil)
        #expect(DiskWatch(folders: ["/no/such/folder"]).hasRoom(for: 1 << 50))
    }
}
