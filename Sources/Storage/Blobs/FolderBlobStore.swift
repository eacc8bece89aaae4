import Foundation

/// Blobs as files in a folder: written under a temporary name, flushed to disk, then renamed, so that a key never names
/// half a blob.
package struct FolderBlobStore: BlobStore {
    private let folder: URL

    /// Creates the folder, readable by its user alone, and deletes what interrupted writes left behind.
    ///
    /// - Parameter isAlone: whether nobody else is writing into the folder. If someone may be, nothing is deleted,
    ///   because the write may still be in progress.
    package init(folder path: String, isAlone: Bool = true) throws {
        folder = URL(fileURLWithPath: path, isDirectory: true)
        let files = FileManager.default
        do {
            try files.createDirectory(
                at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            if isAlone { try? files.removeItem(at: temporaryFolder) }
            try files.createDirectory(
                at: temporaryFolder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw StoreOpeningError.blobFolder(path: path, reason: error.localizedDescription)
        }
    }

    package func write(
        _ key: String, chunks: some AsyncSequence<[UInt8], any Error> & Sendable
    ) async throws -> Int {
        let url = try url(key)
        let writing = try BlobFile(at: temporaryFolder.appendingPathComponent(UUID().uuidString).path)
        do {
            var count = 0
            for try await chunk in chunks {
                try writing.append(chunk)
                count += chunk.count
            }
            try writing.finish(movingTo: url)
            return count
        } catch {
            writing.discard()
            throw error
        }
    }

    package func write(_ key: String, bytes: [UInt8]) async throws {
        let url = try url(key)
        let writing = try BlobFile(at: temporaryFolder.appendingPathComponent(UUID().uuidString).path)
        do {
            try writing.append(bytes)
            try writing.finish(movingTo: url)
        } catch {
            writing.discard()
            throw error
        }
    }

    package func withFile<Value: Sendable>(
        _ key: String, _ body: (String) async throws -> Value
    ) async throws -> Value? {
        let path = try url(key).path
        return FileManager.default.fileExists(atPath: path) ? try await body(path) : nil
    }

    package func read(_ key: String, offset: Int64, count: Int) async throws -> [UInt8]? {
        guard let handle = FileHandle(forReadingAtPath: try url(key).path) else { return nil }
        defer { try? handle.close() }
        try handle.seek(toOffset: UInt64(offset))
        return Array(try handle.read(upToCount: count) ?? Data())
    }

    package func size(_ key: String) async throws -> Int64? {
        let path = try url(key).path
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        return try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int64
    }

    package func delete(_ key: String) async throws {
        let url = try url(key)
        guard FileManager.default.fileExists(atPath: url.path) else { return }
        try FileManager.default.removeItem(at: url)
    }

    private var temporaryFolder: URL { folder.appendingPathComponent(BlobKey.temporary, isDirectory: true) }

    private func url(_ key: String) throws -> URL {
        try BlobKey.check(key)
        return folder.appendingPathComponent(key)
    }
}

/// A problem with a blob's file.
package enum BlobError: Error, Hashable, Sendable {
    /// The text is not the key of a blob.
    case invalidKey(String)
    /// A step of writing a blob failed; the reason is in the system's words.
    case unwritable(Step, reason: String)

    /// The steps of writing a blob, in order.
    package enum Step: Hashable, Sendable, CaseIterable {
        case create, write, flush, rename
    }
}
