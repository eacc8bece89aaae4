import Domain
import TestSupport
import Testing
import Zlib

@testable import Delivery

@Suite("Compressed responses")
struct CompressedAnswerTests {
    private func compress(_ bytes: [UInt8], _ format: ZlibFormat) throws -> [UInt8] {
        try #require(DeflateStream.compress(bytes, format, level: 9))
    }

    @Test(
        "Gzip and deflate bodies are kept decompressed",
        arguments: [
            ("gzip", .gzip), ("x-gzip", .gzip), ("GZIP", .gzip), ("deflate", .zlib), ("deflate", .raw),
        ] as [(String, ZlibFormat)])
    func decoded(_ encoding: String, _ format: ZlibFormat) async throws {
        let text = Array(String(repeating: "a plain answer, ", count: 100).utf8)
        let body = try compress(text, format)
        let exchange = try await SenderFixture.exchange { _ in
            .answer(status: 200, headers: [("Content-Encoding", encoding)], body: body)
        }
        #expect(exchange.response?.body == text)
        #expect(exchange.response?.isTruncated == false)
    }

    @Test("A decompression bomb is kept up to the limit and no further")
    func bomb() async throws {
        let body = try compress([UInt8](repeating: 0, count: 30 << 20), .gzip)
        #expect(body.count < 64 * 1024)
        let exchange = try await SenderFixture.exchange { _ in
            .answer(status: 200, headers: [("Content-Encoding", "gzip")], body: body)
        }
        #expect(exchange.response?.body.count == 16 * 1024)
        #expect(exchange.response?.isTruncated == true)
    }

    @Test("Compressed bytes may arrive in any pieces")
    func pieces() throws {
        let text = Array("some text that is taken apart byte by byte".utf8)
        for (format, packing) in [(Inflater.Format.gzip, ZlibFormat.gzip), (.deflate, .zlib), (.deflate, .raw)] {
            let inflater = Inflater(format)
            var output: [UInt8] = []
            for byte in try compress(text, packing) {
                #expect(!inflater.inflate([byte], into: &output, limit: 1000))
            }
            #expect(output == text)
            #expect(inflater.isComplete)
        }
    }

    @Test("A success with corrupt data remains a success, truncated")
    func broken() async throws {
        var body = try compress(Array(String(repeating: "a plain answer, ", count: 100).utf8), .gzip)
        for index in 10..<body.count { body[index] = 0xFF }
        let bytes = body
        let exchange = try await SenderFixture.exchange { _ in
            .answer(status: 200, headers: [("Content-Encoding", "gzip")], body: bytes)
        }
        #expect(exchange.response?.status == 200)
        #expect(exchange.response?.isTruncated == true)
    }

    @Test(
        "A body that says it is compressed and is not is kept as it is", arguments: ["gzip", "x-gzip", "deflate"],
        ["this is not compressed", #"{"ok":true}"#, "<html>ok</html>", "o", "\u{1F}"])
    func plain(_ encoding: String, _ body: String) async throws {
        let exchange = try await SenderFixture.exchange { _ in
            .answer(200, headers: [("Content-Encoding", encoding)], body: body)
        }
        #expect(exchange.response.map { String(decoding: $0.body, as: UTF8.self) } == body)
        #expect(exchange.response?.isTruncated == false)
    }

    @Test("A long body that says it is compressed and is not is kept up to the limit", arguments: ["gzip", "deflate"])
    func longPlain(_ encoding: String) async throws {
        let body = String(repeating: "plain text, ", count: 3_000)
        let exchange = try await SenderFixture.exchange { _ in
            .answer(200, headers: [("Content-Encoding", encoding)], body: body)
        }
        #expect(exchange.response?.body == Array(body.utf8.prefix(16 * 1024)))
        #expect(exchange.response?.isTruncated == true)
    }
}
