import Foundation
import Testing

@testable import PostgresStorage

@Suite("The files of nodes")
struct NodeFilesTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "node-files-\(UUID().uuidString)").path

    private func dead(_ files: NodeFiles) async -> Set<Int64> {
        var nodes: Set<Int64> = []
        await files.eachDead { nodes.insert($0) }
        return nodes
    }

    @Test("A node that holds its file is alive; one whose lock is gone is dead, and taken over once")
    func dead() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let (here, there) = (NodeFiles(folder: folder), NodeFiles(folder: folder))
        here.hold(1)
        there.hold(2)
        // As a process that was killed leaves it.
        try Data().write(to: URL(filePath: "\(folder)/3"))
        #expect(await dead(here) == [3])
        #expect(await dead(here).isEmpty)
        there.letGo()
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["1"])
    }

    @Test("What could not be taken over is taken over the next time")
    func failing() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let files = NodeFiles(folder: folder)
        files.hold(1)
        try Data().write(to: URL(filePath: "\(folder)/3"))
        await #expect(throws: CancellationError.self) { try await files.eachDead { _ in throw CancellationError() } }
        #expect(await dead(files) == [3])
    }

    @Test(
        "In a service they are in its folder; those before a restart of the machine say nothing, and go")
    func service() async throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let earlier = NodeFiles(database: "1", state: "\(folder):/elsewhere", boot: "a")
        earlier.hold(1)
        let before = "\(folder)/perfsee-nodes-\(geteuid())-1-a"
        try Data().write(to: URL(filePath: "\(before)/2"))
        #expect(try Set(FileManager.default.contentsOfDirectory(atPath: before)) == ["1", "2"])
        // A machine that shares the folder, or a copy of its disk: what still runs there is not touched.
        let other = NodeFiles(database: "1", state: folder, boot: "b")
        other.hold(3)
        #expect(await dead(other).isEmpty)
        #expect(FileManager.default.fileExists(atPath: "\(before)/1"))
        earlier.letGo()
        #expect(await dead(NodeFiles(database: "1", state: folder, boot: "b")).isEmpty)
        #expect(!FileManager.default.fileExists(atPath: before))
    }

    @Test("A folder that others can write to, or a link, says nothing")
    func foreign() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o777])
        try Data().write(to: URL(filePath: "\(folder)/3"))
        #expect(await dead(NodeFiles(folder: folder)).isEmpty)
        let link = folder + "-link"
        defer { try? FileManager.default.removeItem(atPath: link) }
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: folder)
        #expect(await dead(NodeFiles(folder: link)).isEmpty)
    }
}
