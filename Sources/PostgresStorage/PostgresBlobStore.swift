package import Domain
import Foundation
import PostgresClient
import Storage

/// Blobs as rows, one per chunk, so that nodes share nothing but the database.
///
/// Chunks are written as they arrive, under the number of their write; the blob exists once its own row does, which is
/// written last.
package struct PostgresBlobStore: BlobStore {
    /// How many bytes a row holds.
    static let chunkBytes = 1 << 20
    /// How many chunks are deleted in one commit.
    static let deletedAtOnce = 32
    /// How long a write may take: older chunks without a blob are considered abandoned.
    static let longestWrite: Duration = .hours(24)

    private let pool: PostgresPool
    private let temporary: URL
    private let time: any TimeSource

    /// - Parameter temporary: a folder private to this process, for the files that readers need.
    package init(_ store: PostgresStore, temporary path: String, time: any TimeSource) throws {
        // Large reads must not hold up small ones.
        pool = store.blobPool
        temporary = URL(fileURLWithPath: path, isDirectory: true)
        self.time = time
        do {
            try? FileManager.default.removeItem(at: temporary)
            try FileManager.default.createDirectory(
                at: temporary, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw StoreOpeningError.blobFolder(path: path, reason: error.localizedDescription)
        }
    }

    package func write(
        _ key: String, chunks: some AsyncSequence<[UInt8], any Error> & Sendable
    ) async throws -> Int {
        try BlobKey.check(key)
        let write = try await pool.query("SELECT nextval('blob_writes')").value(as: Int64.self) ?? 0
        do {
            let size = try await append(chunks, of: write)
            try await finish(key, write: write, size: size)
            return size
        } catch {
            // If this fails as well, the chunks are swept away once they are old enough.
            try? await deleteChunks(of: [write])
            throw error
        }
    }

    package func write(_ key: String, bytes: [UInt8]) async throws {
        let chunks = AsyncThrowingStream<[UInt8], any Error> { stream in
            stream.yield(bytes)
            stream.finish()
        }
        _ = try await write(key, chunks: chunks)
    }

    private func append(
        _ chunks: some AsyncSequence<[UInt8], any Error> & Sendable, of write: Int64
    ) async throws -> Int {
        var waiting: [UInt8] = []
        var size = 0
        var number: Int64 = 0
        for try await chunk in chunks {
            waiting += chunk
            size += chunk.count
            while waiting.count >= Self.chunkBytes {
                try await insert(Array(waiting.prefix(Self.chunkBytes)), write, number)
                waiting.removeFirst(Self.chunkBytes)
                number += 1
            }
        }
        if !waiting.isEmpty { try await insert(waiting, write, number) }
        return size
    }

    private func insert(_ bytes: [UInt8], _ write: Int64, _ number: Int64) async throws {
        let now = time.now().milliseconds
        try await pool.run { session in
            _ = try session.pipeline { pipeline in
                // On disk with the commit that ends the write, at the latest.
                try pipeline.add("SELECT set_config('synchronous_commit', 'off', true)")
                try pipeline.add(
                    "INSERT INTO blob_chunks (write, number, bytes, created_at) VALUES ($1, $2, $3, $4)", write, number,
                    bytes, now)
            }
        }
    }

    private func finish(_ key: String, write: Int64, size: Int) async throws {
        let replaced = try await pool.transaction { session in
            let replaced = try session.values(
                Int64.self, "SELECT write FROM blobs WHERE key = $1 FOR UPDATE", key)
            try session.run(
                """
                INSERT INTO blobs (key, write, size, chunk_bytes) VALUES ($1, $2, $3, $4)
                ON CONFLICT (key) DO UPDATE SET write = $2, size = $3, chunk_bytes = $4
                """,
                key, write, size, Self.chunkBytes)
            return replaced
        }
        try? await deleteChunks(of: replaced)
    }

    package func read(_ key: String, offset: Int64, count: Int) async throws -> [UInt8]? {
        try BlobKey.check(key)
        let rows = try await pool.run { session in
            try session.query(Self.readSQL, key, offset, Int64(count)).map { try $0.read(0, as: [UInt8]?.self) }
        }
        // A blob has at least one row, even if that row has no bytes.
        return rows.isEmpty ? nil : rows.flatMap { $0 ?? [] }
    }

    /// The parts of the chunks that lie in the range.
    private static let readSQL = """
        SELECT substr(bytes, greatest($2 - number * chunk_bytes, 0)::int + 1,
            (least($2 + $3 - number * chunk_bytes, chunk_bytes) - greatest($2 - number * chunk_bytes, 0))::int)
        FROM blobs LEFT JOIN blob_chunks ON blob_chunks.write = blobs.write
            AND number BETWEEN $2 / chunk_bytes AND ($2 + $3 - 1) / chunk_bytes
        WHERE key = $1 ORDER BY number
        """

    package func size(_ key: String) async throws -> Int64? {
        try BlobKey.check(key)
        return try await pool.query("SELECT size FROM blobs WHERE key = $1", key).value()
    }

    package func delete(_ key: String) async throws {
        try BlobKey.check(key)
        let writes = try await pool.run { session in
            try session.values(Int64.self, "DELETE FROM blobs WHERE key = $1 RETURNING write", key)
        }
        try await deleteChunks(of: writes)
    }

    private func deleteChunks(of writes: [Int64]) async throws {
        for write in writes {
            while try await pool.run({ session in
                try session.run(
                    """
                    DELETE FROM blob_chunks WHERE write = $1 AND number IN (
                        SELECT number FROM blob_chunks WHERE write = $1 LIMIT \(Self.deletedAtOnce))
                    """,
                    write)
            }) > 0 {}
        }
    }

    /// Deletes some of what interrupted writes left behind.
    static func sweep(at now: Timestamp, _ session: PostgresSession) throws {
        try session.run(
            """
            DELETE FROM blob_chunks WHERE (write, number) IN (
                SELECT write, number FROM blob_chunks
                WHERE created_at < $1 AND NOT EXISTS (SELECT 1 FROM blobs WHERE blobs.write = blob_chunks.write)
                LIMIT \(deletedAtOnce))
            """,
            (now - longestWrite).milliseconds)
    }
}

extension PostgresBlobStore {
    package func withFile<Value: Sendable>(
        _ key: String, _ body: (String) async throws -> Value
    ) async throws -> Value? {
        guard let size = try await size(key) else { return nil }
        let path = temporary.appendingPathComponent(UUID().uuidString).path
        let file = try BlobFile(at: path)
        defer { file.discard() }
        var offset: Int64 = 0
        while offset < size, let bytes = try await read(key, offset: offset, count: Self.chunkBytes), !bytes.isEmpty {
            try file.append(bytes)
            offset += Int64(bytes.count)
        }
        guard offset == size else { return nil }
        return try await body(path)
    }
}
