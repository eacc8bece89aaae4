/// Stores archives, reports, and contents by key.
package protocol BlobStore: Sendable {
    /// Writes the chunks in order; the blob exists under its key only once all of it is on disk.
    func write(_ key: String, chunks: some AsyncSequence<[UInt8], any Error> & Sendable) async throws -> Int
    func write(_ key: String, bytes: [UInt8]) async throws
    /// Passes `body` the path of a file that holds the blob, for readers that need one; the file may be gone afterward.
    /// Returns nil if there is no blob with that key.
    func withFile<Value: Sendable>(_ key: String, _ body: (String) async throws -> Value) async throws -> Value?
    /// Reads at most `count` bytes from `offset`; empty at the end, nil if there is no blob with that key.
    func read(_ key: String, offset: Int64, count: Int) async throws -> [UInt8]?
    func size(_ key: String) async throws -> Int64?
    func delete(_ key: String) async throws
}
