/// Where archives, reports and contents lie, by key.
package protocol BlobStore: Sendable {
    /// Takes the chunks one after the other; the blob is there under its key only once all of it is on disk.
    func write(_ key: String, chunks: some AsyncSequence<[UInt8], any Error> & Sendable) async throws -> Int
    func write(_ key: String, bytes: [UInt8]) async throws
    /// Gives `body` the path of a file that holds the blob, for readers that want one; the file may be gone after
    /// that. Nil where there is none of that key.
    func withFile<Value: Sendable>(_ key: String, _ body: (String) async throws -> Value) async throws -> Value?
    /// Reads at most `count` bytes from `offset`; empty at the end, nil where there is none of that key.
    func read(_ key: String, offset: Int64, count: Int) async throws -> [UInt8]?
    func size(_ key: String) async throws -> Int64?
    func delete(_ key: String) async throws
}
