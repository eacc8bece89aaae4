import Testing
import Zlib

@Suite("Compressed streams")
struct StreamTests {
    private static let text = Array(String(repeating: "a plain text, ", count: 5_000).utf8)

    /// Everything that a stream writes, with so much room and so much input at once.
    private static func inflated(
        _ packed: [UInt8], _ stream: InflateStream, room: Int = 1_000, pieces: Int = .max
    ) -> (bytes: [UInt8], status: InflateStream.Status, left: Int) {
        var bytes: [UInt8] = [], status = InflateStream.Status.stalled, offset = 0
        repeat {
            var piece = [UInt8](repeating: 0, count: room)
            let end = pieces < packed.count - offset ? offset + pieces : packed.count
            let written = packed[offset..<end].withUnsafeBytes { input in
                var rest = input
                let result = piece.withUnsafeMutableBytes { stream.step(&rest, into: $0) }
                status = result.status
                offset = end - rest.count
                return result.written
            }
            bytes += piece.prefix(written)
        } while status == .running
        return (bytes, status, packed.count - offset)
    }

    private static func deflated(_ bytes: [UInt8], _ stream: DeflateStream, room: Int, pieces: Int) -> [UInt8] {
        var packed: [UInt8] = [], offset = 0, ended = false
        while !ended {
            let end = min(offset + pieces, bytes.count)
            var piece = [UInt8](repeating: 0, count: room)
            let written = bytes[offset..<end].withUnsafeBytes { input in
                var rest = input
                let result = piece.withUnsafeMutableBytes {
                    stream.step(&rest, into: $0, isLast: end == bytes.count)
                }
                offset = end - rest.count
                ended = result.ended
                return result.written
            }
            packed += piece.prefix(written)
        }
        return packed
    }

    @Test("What was compressed comes out again, in every format", arguments: [ZlibFormat.gzip, .zlib, .raw])
    func formats(_ format: ZlibFormat) throws {
        let packed = try #require(DeflateStream.compress(Self.text, format, level: 6))
        #expect(packed.count < Self.text.count / 20)
        let result = Self.inflated(packed, try #require(InflateStream(format)))
        #expect(result.bytes == Self.text && result.status == .ended && result.left == 0)
    }

    @Test("However small the pieces, the result is the same", arguments: [1, 7, 64, 100_000])
    func pieces(_ size: Int) throws {
        let whole = try #require(DeflateStream.compress(Self.text, .gzip, level: 6))
        let stream = try #require(DeflateStream(.gzip, level: 6))
        for _ in 1...2 {
            #expect(Self.deflated(Self.text, stream, room: size, pieces: size) == whole)
            stream.reset()
        }
        let inflating = try #require(InflateStream(.gzip))
        for _ in 1...2 {
            let result = Self.inflated(whole, inflating, room: size, pieces: size)
            #expect(result.bytes == Self.text && result.status == .ended)
            inflating.reset()
        }
    }

    @Test("No more is written than there is room for, however much the input expands to")
    func room() throws {
        let bomb = try #require(DeflateStream.compress([UInt8](repeating: 0, count: 10 << 20), .gzip, level: 9))
        let stream = try #require(InflateStream(.gzip))
        var small = [UInt8](repeating: 1, count: 100)
        bomb.withUnsafeBytes { bytes in
            var input = bytes
            let (written, status) = small.withUnsafeMutableBytes { room in
                stream.step(&input, into: UnsafeMutableRawBufferPointer(rebasing: room[..<60]))
            }
            #expect(written == 60 && status == .running && !input.isEmpty)
        }
        #expect(small == [UInt8](repeating: 0, count: 60) + [UInt8](repeating: 1, count: 40))
    }

    @Test("What follows the compressed data is left in the input")
    func rest() throws {
        let packed = try #require(DeflateStream.compress(Self.text, .gzip, level: 1))
        let result = Self.inflated(packed + Array("more".utf8), try #require(InflateStream(.gzip)))
        #expect(result.bytes == Self.text && result.status == .ended && result.left == 4)
    }

    @Test("Cut off data stalls, and what is not compressed is damaged")
    func damaged() throws {
        let packed = try #require(DeflateStream.compress(Self.text, .gzip, level: 6))
        let cut = Self.inflated(Array(packed.dropLast(9)), try #require(InflateStream(.gzip)))
        #expect(cut.status == .stalled && cut.bytes.count <= Self.text.count)
        #expect(Self.inflated(Array("plain text".utf8), try #require(InflateStream(.gzip))).status == .damaged)
        var wrong = packed
        wrong[packed.count - 6] ^= 1
        #expect(Self.inflated(wrong, try #require(InflateStream(.gzip))).status == .damaged)
    }

    @Test("Nothing is compressed to an empty stream")
    func empty() throws {
        let packed = try #require(DeflateStream.compress([], .gzip, level: 6))
        let result = Self.inflated(packed, try #require(InflateStream(.gzip)))
        #expect(result.bytes.isEmpty && result.status == .ended)
    }
}
