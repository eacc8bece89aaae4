import Foundation
import Storage
import StoreSupport
import TestSupport
import Testing

@Suite("Blobs in a folder")
struct FolderBlobStoreTests {
    func files(in folder: String) -> [String] {
        FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String }.filter {
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: folder + "/" + $0, isDirectory: &isFolder)
                && !isFolder.boolValue
        } ?? []
    }

    @Test("The folder meets every requirement for blob stores", arguments: BlobCheck.all)
    func conforms(_ check: BlobCheck) async throws {
        try await withTemporaryFolder { folder in
            try await check.run(on: FolderBlobStore(folder: folder + "/blobs"))
            #expect(files(in: folder).isEmpty)
        }
    }

    @Test("The leftovers of an interrupted write are deleted at the next start, and blobs stay")
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

    @Test("Folder and blobs are readable by their user alone")
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
