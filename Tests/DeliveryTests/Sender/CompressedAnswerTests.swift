import CZlib
import Domain
import TestSupport
import Testing

@testable import Delivery

@Suite("Compressed responses")
struct CompressedAnswerTests {
    /// - Parameter windowBits: as in zlib: 15 + 16 for gzip, 15 for zlib, -15 for raw deflate.
    private func compress(_ bytes: [UInt8], windowBits: Int32) throws -> [UInt8] {
        var stream = z_stream()
        let size = Int32(MemoryLayout<z_stream>.size)
        #expect(deflateInit2_(&stream, 9, Z_DEFLATED, windowBits, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size) == Z_OK)
        defer { deflateEnd(&stream) }
        var input = bytes
        let room = Int(deflateBound(&stream, UInt(bytes.count)))
        return input.withUnsafeMutableBufferPointer { input in
            [UInt8](unsafeUninitializedCapacity: room) { output, count in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(room)
                #expect(deflate(&stream, Z_FINISH) == Z_STREAM_END)
                count = room - Int(stream.avail_out)
            }
        }
    }

    @Test(
        "Gzip and deflate bodies are kept decompressed",
        arguments: [
            ("gzip", 31), ("x-gzip", 31), ("GZIP", 31), ("deflate", 15), ("deflate", -15),
        ] as [(String, Int32)])
    func decoded(_ encoding: String, _ windowBits: Int32) async throws {
        let text = Array(String(repeating: "a plain answer, ", count: 100).utf8)
        let body = try compress(text, windowBits: windowBits)
        let exchange = try await SenderFixture.exchange { _ in
            .answer(status: 200, headers: [("Content-Encoding", encoding)], body: body)
        }
        #expect(exchange.response?.body == text)
        #expect(exchange.response?.isTruncated == false)
    }

    @Test("A decompression bomb is kept up to the limit and no further")
    func bomb() async throws {
        let body = try compress([UInt8](repeating: 0, count: 30 << 20), windowBits: 31)
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
        for (format, bits) in [(Inflater.Format.gzip, Int32(31)), (.deflate, 15), (.deflate, -15)] {
            let inflater = Inflater(format)
            var output: [UInt8] = []
            for byte in try compress(text, windowBits: bits) {
                #expect(!inflater.inflate([byte], into: &output, limit: 1000))
            }
            #expect(output == text)
            #expect(inflater.isComplete)
        }
    }

    @Test("A success with corrupt data remains a success, truncated")
    func broken() async throws {
        let exchange = try await SenderFixture.exchange { _ in
            .answer(200, headers: [("Content-Encoding", "gzip")], body: "this is not gzip")
        }
        #expect(exchange.response?.status == 200)
        #expect(exchange.response?.isTruncated == true)
    }
}
