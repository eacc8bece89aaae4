import TestSupport
import Testing
import Zlib

@testable import BundleAnalysis

@Suite("Damaged gzip streams have no shares")
struct DamagedStreamTests {
    private static let eleven = [TextRun(end: 11, owner: 0)]

    @Test("An intact stream has shares, whatever its header has")
    func intact() {
        let bits = "1 10 10010001 0001000 00000 0000000"
        for (flags, extra) in [
            (0, []), (1, []), (4, [2, 0, 9, 9]), (8, [0x61, 0]), (16, [0]), (2, [1, 2]),
            (0x1e, [0, 0, 0x61, 0, 0, 7, 7]),
        ] as [(UInt8, [UInt8])] {
            let member = ShareSample.member(bits, length: 11, flags: flags, extra: extra)
            #expect(ShareSample.shares(member, Self.eleven, owners: 1) == [member.count], "\(flags)")
        }
    }

    @Test(
        "A stream is refused",
        arguments: [
            ("another length at its end", ShareSample.member("1 10 10010001 0001000 00000 0000000", length: 12)),
            ("a byte too many", ShareSample.member("1 10 10010001 10010001 0001000 00000 0000000", length: 12)),
            ("a byte too few", ShareSample.member("1 10 10010001 1110000 00000 0000000", length: 10)),
            ("a distance before the beginning", ShareSample.member("1 10 10010001 0001000 00001 0000000", length: 11)),
            ("a distance without meaning", ShareSample.member("1 10 10010001 0001000 11110 0000000", length: 11)),
            ("a length without meaning", ShareSample.member("1 10 10010001 11000110 00000 0000000", length: 11)),
            ("a block without a kind", ShareSample.member("1 11 10010001 0001000 00000 0000000", length: 11)),
            ("no end", ShareSample.member("1 10 10010001 0001000 00000", length: 11)),
            ("no last block", ShareSample.member("0 10 10010001 0001000 00000 0000000", length: 11)),
            ("a name without an end", ShareSample.member("", length: 11, flags: 8, extra: [1, 2, 3, 4, 5])),
            ("a reserved flag", ShareSample.member("1 10 10010001 0001000 00000 0000000", length: 11, flags: 0x20)),
            ("a stored block whose lengths differ", ShareSample.member("1 00 00000" + "11010000 00000000", length: 11)),
            ("no bytes", []), ("only a signature", [0x1f, 0x8b, 8]),
        ] as [(String, [UInt8])])
    func refused(what: String, member: [UInt8]) {
        #expect(ShareSample.shares(member, Self.eleven, owners: 1) == nil)
    }

    @Test("Runs that go backward, have unknown owners or another length are refused")
    func runs() throws {
        let gzip = try #require(DeflateStream.compress(ShareSample.text(100, seed: 1), .gzip, level: 4))
        for runs in [
            [TextRun(end: 50, owner: 0), TextRun(end: 40, owner: 0), TextRun(end: 100, owner: 0)],
            [TextRun(end: -1, owner: 0), TextRun(end: 100, owner: 0)], [TextRun(end: 100, owner: 1)],
            [TextRun(end: 100, owner: -1)], [TextRun(end: 99, owner: 0)], [TextRun(end: 101, owner: 0)], [],
            [TextRun(end: .max, owner: 0)],
        ] {
            #expect(ShareSample.shares(gzip, runs, owners: 1) == nil)
        }
        #expect(ShareSample.shares(gzip + [0], [TextRun(end: 100, owner: 0)], owners: 1) == nil)
        #expect(CompressedShares(byLength: [TextRun(end: 5, owner: 0), TextRun(end: 4, owner: 0)], owners: 1) == nil)
    }

    @Test("Mutations never crash: a stream is refused, or shared out exactly")
    func mutations() throws {
        var random = SeededGenerator(seed: 29)
        let text = ShareSample.text(3_000, seed: 2) + ShareSample.noise(200, seed: 3)
        let runs = ShareSample.runs(text.count, longest: 90, owners: 5, seed: 4)
        let packed = try [0, 1, 4, 9].map { try #require(DeflateStream.compress(text, .gzip, level: $0)) }
        var accepted = 0
        for number in 0..<20_000 {
            var bytes = packed[number % packed.count]
            random.mutate(&bytes)
            guard let parts = ShareSample.shares(bytes, runs, owners: 5) else { continue }
            accepted += 1
            #expect(parts.reduce(0, +) == bytes.count && parts.allSatisfy { $0 >= 0 })
        }
        #expect(accepted > 0)
    }

    @Test("What is cut off anywhere is refused")
    func cutOff() throws {
        let text = ShareSample.text(2_000, seed: 9)
        let gzip = try #require(DeflateStream.compress(text, .gzip, level: 4))
        for count in 0..<gzip.count {
            #expect(ShareSample.shares(Array(gzip.prefix(count)), [TextRun(end: 2_000, owner: 0)], owners: 1) == nil)
        }
    }
}
