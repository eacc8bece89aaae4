import Foundation
import Storage
import Testing

@Suite("Blobs in a folder")
struct FolderBlobStoreTests {
    struct Broken: Error {}

    func files(in folder: String) -> [String] {
        FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String }.filter {
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: folder + "/" + $0, isDirectory: &isFolder)
                && !isFolder.boolValue
        } ?? []
    }

    @Test("a blob is written in chunks and read back in parts, with its size")
    func roundTrip() async throws {
        try await withTemporaryFolder { folder in
            let store = try FolderBlobStore(folder: folder + "/blobs")
            let chunks = AsyncThrowingStream<[UInt8], any Error> { stream in
                for chunk in [[1, 2, 3], [], [4, 5]] as [[UInt8]] { stream.yield(chunk) }
                stream.finish()
            }
            #expect(try await store.write("builds/1/a.tar", chunks: chunks) == 5)
            #expect(try await store.size("builds/1/a.tar") == 5)
            #expect(try await store.read("builds/1/a.tar", offset: 0, count: 9) == [1, 2, 3, 4, 5])
            #expect(try await store.read("builds/1/a.tar", offset: 3, count: 1) == [4])
            #expect(try await store.read("builds/1/a.tar", offset: 5, count: 1) == [])
            let path = try #require(try await store.file("builds/1/a.tar"))
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data([1, 2, 3, 4, 5]))
            try await store.delete("builds/1/a.tar")
            try await store.delete("builds/1/a.tar")
            #expect(try await store.read("builds/1/a.tar", offset: 0, count: 9) == nil)
            #expect(try await store.size("builds/1/a.tar") == nil)
            #expect(try await store.file("builds/1/a.tar") == nil)
        }
    }

    @Test("a blob that breaks off never appears, and leaves nothing behind")
    func brokenOff() async throws {
        try await withTemporaryFolder { folder in
            let store = try FolderBlobStore(folder: folder)
            let chunks = AsyncThrowingStream<[UInt8], any Error> { stream in
                stream.yield([1])
                stream.finish(throwing: Broken())
            }
            await #expect(throws: Broken.self) { _ = try await store.write("a", chunks: chunks) }
            #expect(try await store.file("a") == nil)
            #expect(files(in: folder).isEmpty)
        }
    }

    @Test("what a write that was cut off left is cleared at the next start, and blobs stay")
    func clearing() async throws {
        try await withTemporaryFolder { folder in
            try await FolderBlobStore(folder: folder).write("builds/1/a", bytes: [1])
            let leftover = folder + "/temporary/half"
            try Data([1]).write(to: URL(fileURLWithPath: leftover))
            let store = try FolderBlobStore(folder: folder)
            #expect(files(in: folder) == ["builds/1/a"])
            #expect(try await store.size("builds/1/a") == 1)
        }
    }

    @Test(
        "a key that is no path within the folder is refused before anything is written",
        arguments: ["", "/", "/a", "a/", "a//b", "..", "../a", "a/../../b", "a/.", "a\u{0}b", "temporary/a"])
    func badKey(key: String) async throws {
        try await withTemporaryFolder { folder in
            let store = try FolderBlobStore(folder: folder + "/blobs")
            await #expect(throws: BlobError.self) { try await store.write(key, bytes: [1]) }
            await #expect(throws: BlobError.self) { _ = try await store.file(key) }
            await #expect(throws: BlobError.self) { try await store.delete(key) }
            #expect(files(in: folder).isEmpty)
        }
    }

    @Test("folder and blobs can be read by their user alone")
    func modes() async throws {
        try await withTemporaryFolder { folder in
            let store = try FolderBlobStore(folder: folder + "/blobs")
            try await store.write("builds/1/a", bytes: [1])
            func mode(_ path: String) throws -> Int? {
                try FileManager.default.attributesOfItem(atPath: folder + path)[.posixPermissions] as? Int
            }
            #expect(try mode("/blobs") == 0o700)
            #expect(try mode("/blobs/builds/1") == 0o700)
            #expect(try mode("/blobs/builds/1/a") == 0o600)
        }
    }
}
