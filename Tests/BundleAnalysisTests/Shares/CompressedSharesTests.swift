import Foundation
import Testing
import Zlib

@testable import BundleAnalysis

@Suite("Shares of compressed bytes")
struct CompressedSharesTests {
    /// `aaaaaaaaaaa` in a fixed block: a literal of 8 bits, then 10 bytes at distance 1 for 7 + 5 bits. With 3 bits for
    /// the block and 7 for its end that is 30 bits: 22 bytes, of which 156 bits are headers.
    private static let repeated = ShareSample.member("1 10 10010001 0001000 00000 0000000", length: 11)

    @Test("The bits of a literal go to its byte, those of a match to the bytes it makes, the rest by length")
    func byHand() {
        #expect(Self.repeated.count == 22)
        // Of the first byte: 8 bits, and 156 / 11; of the other ten: 12 bits, and 1560 / 11. In bytes 2.77 and 19.23.
        let first = [TextRun(end: 1, owner: 0), TextRun(end: 11, owner: 1)]
        #expect(ShareSample.shares(Self.repeated, first, owners: 2) == [3, 19])
        // With one in ten bytes of the match: 9.2 bits and 312 / 11, in bytes 4.70; and 10.8 + 1404 / 11, 17.30.
        let second = [TextRun(end: 2, owner: 0), TextRun(end: 11, owner: 1)]
        #expect(ShareSample.shares(Self.repeated, second, owners: 2) == [5, 17])
        // Each byte of its own: 2.77 and ten times 1.92.
        let all = (0..<11).map { TextRun(end: $0 + 1, owner: $0) }
        #expect(ShareSample.shares(Self.repeated, all, owners: 11) == [Int](repeating: 2, count: 11))
    }

    @Test("Owners without bytes, empty runs and an empty text have their part, which is nothing")
    func nothing() throws {
        let runs = [TextRun(end: 0, owner: 2), TextRun(end: 11, owner: 1), TextRun(end: 11, owner: 0)]
        #expect(ShareSample.shares(Self.repeated, runs, owners: 3) == [0, 22, 0])
        let empty = try #require(DeflateStream.compress([], .gzip, level: 4))
        #expect(ShareSample.shares(empty, [], owners: 0) == [])
        #expect(ShareSample.shares(empty, [TextRun(end: 0, owner: 0)], owners: 1) == [empty.count])
    }

    @Test("Another coding is shared out by the same weights; without a stream, the lengths are the weights")
    func otherSizes() throws {
        let runs = [TextRun(end: 2, owner: 0), TextRun(end: 11, owner: 1)]
        let shares = Self.repeated.withUnsafeBytes { CompressedShares(gzip: $0, runs: runs, owners: 2) }
        #expect(shares?.parts(of: 2200) == [470, 1730])
        #expect(CompressedShares(byLength: runs, owners: 2)?.parts(of: 22) == [4, 18])
    }

    @Test("Random texts and runs: parts sum up exactly, finer runs sum up to coarser ones, and a repetition is cheap")
    func properties() throws {
        for seed in 0..<60 as Range<UInt64> {
            let text = ShareSample.text(Int(seed * seed * 37), seed: seed)
            let gzip = try #require(DeflateStream.compress(text, .gzip, level: Int(seed % 10)))
            let owners = Int(seed % 7) + 1
            let runs = ShareSample.runs(text.count, longest: 1 + Int(seed) * 20, owners: owners, seed: seed)
            let parts = try #require(ShareSample.shares(gzip, runs, owners: owners))
            #expect(parts.reduce(0, +) == (owners == 0 ? 0 : gzip.count))
            let own = runs.enumerated().map { TextRun(end: $1.end, owner: $0) }
            let finer = try #require(ShareSample.shares(gzip, own, owners: max(own.count, 1)))
            var sums = [Int](repeating: 0, count: owners)
            for (run, part) in zip(runs, finer) { sums[run.owner] += part }
            let spread = runs.count + 1
            for (sum, part) in zip(sums, parts) where !runs.isEmpty { #expect(abs(sum - part) <= spread) }
        }
        let once = ShareSample.text(3_000, seed: 5)
        let twice = try #require(DeflateStream.compress(once + once, .gzip, level: 4))
        let halves = [TextRun(end: 3_000, owner: 0), TextRun(end: 6_000, owner: 1)]
        let parts = try #require(ShareSample.shares(twice, halves, owners: 2))
        #expect(parts[1] * 10 < parts[0])
    }

    @Test(
        "Shares equal those of an inflate in Python within a byte",
        .enabled(if: Python.isPresent, "there is no python3 to compare with"))
    func python() throws {
        let texts = [
            ShareSample.text(40_000, seed: 1), ShareSample.noise(40_000, seed: 2), [UInt8](repeating: 7, count: 5_000),
            ShareSample.text(300, seed: 3), Array("x".utf8), ShareSample.text(70_000, seed: 4),
            ShareSample.text(9_000, seed: 6) + ShareSample.noise(9_000, seed: 7) + ShareSample.text(9_000, seed: 8),
        ]
        let ways = [
            ("default", 4), ("default", 0), ("default", 9), ("fixed", 6), ("huffman", 6), ("rle", 6), ("flushed", 4),
        ]
        var jobs: [(gzip: [UInt8], runs: [TextRun])] = []
        for (number, text) in texts.enumerated() {
            for (strategy, level) in ways {
                let gzip = try Python.pack(text, strategy: strategy, level: level)
                let runs = ShareSample.runs(
                    text.count, longest: [3, 40, 2_000][jobs.count % 3], owners: 30, seed: UInt64(number))
                jobs.append((gzip, runs))
            }
        }
        try compare(jobs)
    }

    @Test(
        "Shares of real scripts equal those of an inflate in Python within a byte",
        .enabled(if: Python.isPresent && SharedBuilds.arePresent, "there is no python3, or no folder ../shared/builds"))
    func realScripts() throws {
        let folder = try TemporaryFolder()
        let large = SharedBuilds.folder.appendingPathComponent("webpack-large.tar")
        let members = try Unpacker(limits: .standard, folder: try PrivateFolder(in: folder.url))
            .unpack(large, progress: { _ in })
        var jobs: [(gzip: [UInt8], runs: [TextRun])] = []
        let scripts = members.paths.filter { $0.hasSuffix(".js") }.compactMap { members[$0] }
        for script in scripts.sorted(by: { $0.size > $1.size }).prefix(2) {
            let text = try members.head(script, limit: script.size)
            let gzip = try #require(DeflateStream.compress(text, .gzip, level: 4))
            jobs.append((gzip, ShareSample.runs(text.count, longest: 2_000, owners: 400, seed: UInt64(text.count))))
        }
        try compare(jobs)
    }

    private func compare(_ jobs: [(gzip: [UInt8], runs: [TextRun])]) throws {
        for (job, expected) in zip(jobs, try Python.shares(jobs)) {
            let parts = try #require(ShareSample.shares(job.gzip, job.runs, owners: expected.count))
            #expect(parts.reduce(0, +) == job.gzip.count && expected.reduce(0, +) == job.gzip.count)
            #expect(zip(parts, expected).allSatisfy { abs($0 - $1) <= 1 })
        }
    }
}
