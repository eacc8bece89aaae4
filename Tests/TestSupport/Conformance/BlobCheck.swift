import Foundation
package import Storage
import Testing

/// One requirement for every blob store; leaves nothing behind.
package struct BlobCheck: Sendable, CustomTestStringConvertible {
    package let testDescription: String
    private let body: @Sendable (any BlobStore) async throws -> Void

    init(_ name: String, _ body: @escaping @Sendable (any BlobStore) async throws -> Void) {
        testDescription = name
        self.body = body
    }

    package func run(on store: some BlobStore) async throws {
        try await body(store)
    }

    struct Broken: Error {}

    static func chunks(_ chunks: [[UInt8]], error: (any Error)? = nil) -> AsyncThrowingStream<[UInt8], any Error> {
        AsyncThrowingStream { stream in
            for chunk in chunks { stream.yield(chunk) }
            stream.finish(throwing: error)
        }
    }

    static let badKeys = [
        "", "/", "/a", "a/", "a//b", "..", "../a", "a/../../b", "a/.", "a\u{0}b", "temporary/a", "a/../\u{301}b",
        "../\u{FE0F}b", "a/\u{600}/../../b", "temporary/\u{301}a",
    ]

    package static let all = [
        BlobCheck("a blob is written in chunks and read back in parts, with its size") { store in
            let key = "builds/1/a.tar"
            #expect(try await store.write(key, chunks: chunks([[1, 2, 3], [], [4, 5]])) == 5)
            #expect(try await store.size(key) == 5)
            #expect(try await store.read(key, offset: 0, count: 9) == [1, 2, 3, 4, 5])
            #expect(try await store.read(key, offset: 3, count: 1) == [4])
            #expect(try await store.read(key, offset: 5, count: 1) == [])
            let whole = try await store.withFile(key) { try Data(contentsOf: URL(fileURLWithPath: $0)) }
            #expect(whole == Data([1, 2, 3, 4, 5]))
            try await store.delete(key)
            try await store.delete(key)
            #expect(try await store.read(key, offset: 0, count: 9) == nil)
            #expect(try await store.size(key) == nil)
            #expect(try await store.withFile(key) { _ in true } == nil)
        },
        BlobCheck("a blob of many chunks is whole, and any part of it can be read") { store in
            let bytes = (0..<2_621_440).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
            let parts = stride(from: 0, to: bytes.count, by: 70_000).map { Array(bytes[$0...].prefix(70_000)) }
            #expect(try await store.write("large", chunks: chunks(parts)) == bytes.count)
            for (offset, count) in [(0, 3_000_000), (1_048_575, 2), (1_048_576, 1_048_576), (2_621_439, 9)] {
                let part = try await store.read("large", offset: Int64(offset), count: count)
                #expect(part == Array(bytes[offset...].prefix(count)))
            }
            let whole = try await store.withFile("large") { try Data(contentsOf: URL(fileURLWithPath: $0)) }
            #expect(whole == Data(bytes))
            try await store.delete("large")
        },
        BlobCheck("a blob that is written anew is the new one, and an empty one is there") { store in
            try await store.write("a/b", bytes: [1, 2])
            try await store.write("a/b", bytes: [3])
            #expect(try await store.read("a/b", offset: 0, count: 9) == [3])
            try await store.write("a/b", bytes: [])
            #expect(try await store.read("a/b", offset: 0, count: 9) == [])
            #expect(try await store.size("a/b") == 0)
            try await store.delete("a/b")
        },
        BlobCheck("a blob that breaks off never appears, and leaves nothing behind") { store in
            await #expect(throws: Broken.self) {
                _ = try await store.write("a", chunks: chunks([[1]], error: Broken()))
            }
            let size = try await store.size("a")
            #expect(size == nil)
        },
        BlobCheck("a key that is no path within the folder is refused before anything is written") { store in
            for key in badKeys {
                await #expect(throws: BlobError.self) { try await store.write(key, bytes: [1]) }
                await #expect(throws: BlobError.self) { _ = try await store.size(key) }
                await #expect(throws: BlobError.self) { try await store.delete(key) }
            }
        },
    ]
}
