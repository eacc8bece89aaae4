import Foundation
import TestSupport
import Testing

@testable import BundleAnalysis

@Suite("Archives compressed with zstd")
struct ZstdTests {
    /// Frames of one raw or one repeated block each, so that no compressor is needed.
    private static func frames(_ bytes: [UInt8]) -> [UInt8] {
        stride(from: 0, to: bytes.count, by: 100_000).flatMap { start in
            let part = Array(bytes[start..<min(start + 100_000, bytes.count)])
            return frame(kind: 0, size: part.count, part)
        }
    }

    /// - Parameter window: the descriptor of the window: 8 times its exponent over 10.
    private static func frame(kind: Int, size: Int, _ content: [UInt8], window: UInt8 = 7 << 3) -> [UInt8] {
        let header = 1 | kind << 1 | size << 3
        return [0x28, 0xb5, 0x2f, 0xfd, 0, window] + ZipSample.word(header).prefix(3) + content
    }

    private static let skipped: [UInt8] = [0x5a, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 9, 9, 9]
    private static let files = [("stats.json", StatsSample.json)] + StatsSample.files

    @Test("A tar.zst and its tar have the same report, in several frames and with some to be skipped")
    func frames() async throws {
        let tar = TarSample.archive(Self.files)
        let outcome = try await analyze(archive: tar)
        let halves = [Array(tar.prefix(700)), Array(tar.dropFirst(700))].map(Self.frames)
        #expect(try await analyze(archive: Self.frames(tar)) == outcome)
        #expect(try await analyze(archive: Self.skipped + halves[0] + Self.skipped + halves[1]) == outcome)
    }

    @Test("What is cut off or damaged fails and says so")
    func damage() async throws {
        let packed = Self.frames(TarSample.archive(Self.files))
        for count in [5, 20, packed.count / 2, packed.count - 1] {
            let failure = try await failure(of: Array(packed.prefix(count)))
            #expect(failure == .compression(.cutOff, of: .archive, .reading), "\(count)")
        }
        var damaged = packed
        damaged[6] |= 6
        for archive in [damaged, packed + [1, 2, 3, 4, 5]] {
            #expect(try await failure(of: archive) == .compression(.damaged, of: .archive, .reading))
        }
        #expect(try await failure(of: Self.skipped) == .archive(.empty))
    }

    @Test("A window of more memory than the limit is refused")
    func window() async throws {
        let limits = ArchiveLimits.standard
        #expect(limits.windowBytes == 134_217_728)
        let tar = TarSample.archive(Self.files)
        let small = Self.frame(kind: 0, size: tar.count, tar, window: 17 << 3)
        #expect(try await failure(of: small) == nil)
        let large = Self.frame(kind: 0, size: tar.count, tar, window: 18 << 3)
        let refused = try await failure(of: large)
        #expect(refused == .compression(.windowTooLarge(limit: limits.windowBytes), of: .archive, .reading))
    }

    @Test("A bomb is refused as soon as its ratio shows, and what is larger than the limit")
    func bombs() async throws {
        let zeros = (0..<20).flatMap { _ in Self.frame(kind: 1, size: 100_000, [0]) }
        let header = TarSample.header("zeros.bin", size: 3 << 20)
        let failure = try await failure(of: Self.frames(header) + zeros)
        #expect(failure == .compression(.ratio(limit: 1_000), of: .archive, .reading))
        var limits = ArchiveLimits.standard
        limits.unpackedBytes = 100_000
        let noise = TarSample.member("a.js", ShareSample.noise(99_000, seed: 1)) + TarSample.end
        let large = try await BundleAnalysisTests.failure(
            of: Self.frames(noise + [UInt8](repeating: 1, count: 9_000)), limits: limits)
        #expect(large == .compression(.tooLarge(limit: 100_000), of: .archive, .reading))
    }

    @Test("Archives of zstd itself are read", .enabled(if: Archiver.zstd.isPresent, "there is no zstd"))
    func program() async throws {
        let folder = try TemporaryFolder()
        let tar = TarSample.archive(Self.files + [("b.css", String(repeating: "a { b: c } ", count: 90_000))])
        let outcome = try await analyze(archive: tar)
        try folder.write("a.tar", tar)
        for options in [["-1"], ["-19"], ["--long=27"], ["--ultra", "-22"], ["--no-check"]] {
            try Archiver.zstd.run(["-q", "-f"] + options + ["a.tar", "-o", "a.tar.zst"], in: folder.url)
            let packed = Array(try Data(contentsOf: folder.url.appendingPathComponent("a.tar.zst")))
            #expect(try await analyze(archive: packed) == outcome, "\(options)")
        }
    }

    @Test("Mutations never crash the decoder, and say what is wrong", .enabled(if: Archiver.zstd.isPresent))
    func mutations() throws {
        var random = SeededGenerator(seed: 37)
        let folder = try TemporaryFolder()
        try folder.write("a", ShareSample.text(20_000, seed: 1))
        try Archiver.zstd.run(["-q", "a"], in: folder.url)
        let compressed = Array(try Data(contentsOf: folder.url.appendingPathComponent("a.zst")))
        let packed = [compressed, Self.skipped + Self.frames(ShareSample.text(2_000, seed: 2)) + compressed]
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1_000, alignment: 16)
        defer { buffer.deallocate() }
        for number in 0..<2_000 {
            var bytes = packed[number % 2]
            random.mutate(&bytes)
            do throws(AnalysisFailure) {
                let input = try ZstdInput(MemoryInput(bytes), of: .archive, limits: .standard, stage: .reading)
                while try input.read(into: buffer) > 0 {}
            } catch {
                #expect(error.kind == .build)
            }
        }
    }
}
