import Foundation
import TestSupport
import Testing

@testable import BundleAnalysis

@Suite("Stats in UTF-16")
struct UTF16Tests {
    private static func bytes(_ units: some Sequence<UInt16>, isBigEndian: Bool) -> [UInt8] {
        ([0xfeff] + units).flatMap { unit in
            let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xff))
            return isBigEndian ? [high, low] : [low, high]
        }
    }

    private func decoded(_ bytes: [UInt8], step: Int = 1 << 16) throws -> String {
        let input = UTF16Input(SlowInput(bytes, step: step), isBigEndian: bytes.first == 0xfe)
        return try text(of: input, step: step)
    }

    @Test(
        "Every character is converted, and half of one is replaced",
        arguments: [
            (
                Array("{\"é\u{7ff}\u{800}€\u{ffff}😀\u{10ffff}\": 1}".utf16),
                "{\"é\u{7ff}\u{800}€\u{ffff}😀\u{10ffff}\": 1}"
            ),
            ([], ""), ([0x61, 0xd800], "a\u{fffd}"), ([0xd800, 0x61], "\u{fffd}a"), ([0xdc00, 0x61], "\u{fffd}a"),
            ([0xd83d, 0xd83d, 0xde00], "\u{fffd}😀"), ([0xde00, 0xd83d], "\u{fffd}\u{fffd}"),
        ] as [([UInt16], String)])
    func characters(units: [UInt16], text: String) throws {
        for isBigEndian in [false, true] {
            let bytes = Self.bytes(units, isBigEndian: isBigEndian)
            for step in [1, 2, 3, 5, 1 << 16] { #expect(try decoded(bytes, step: step) == text) }
            #expect(try decoded(bytes + [0x7b]) == text + "\u{fffd}")
        }
    }

    @Test("Stats in UTF-16 or in UTF-8 with a mark are read, plain and compressed")
    func stats() async throws {
        let expected = try await analyze(
            archive: TarSample.archive([("stats.json", StatsSample.json)] + StatsSample.files))
        let texts = [
            [0xef, 0xbb, 0xbf] + Array(StatsSample.json.utf8), Self.bytes(StatsSample.json.utf16, isBigEndian: false),
            Self.bytes(StatsSample.json.utf16, isBigEndian: true),
        ]
        for text in texts {
            for body in [text, try TarSample.gzipped(text)] {
                let archive = TarSample.member("stats.json", body) + TarSample.archive(StatsSample.files)
                #expect(try await analyze(archive: archive) == expected)
            }
        }
    }

    @Test("Mutations and random bytes become valid UTF-8, the same however they are cut")
    func mutations() throws {
        var random = SeededGenerator(seed: 43)
        for number in 0..<2_000 {
            let isBigEndian = number % 2 == 0
            var bytes = Self.bytes(Array("{\"é€😀\": [\"\u{10ffff}\", 12]}".utf16), isBigEndian: isBigEndian)
            var units = Array(bytes.dropFirst(2))
            random.mutate(&units, alphabet: number % 3 == 0 ? [0xd8, 0xdc, 0xdb, 0xdf] : [])
            bytes = bytes.prefix(2) + units
            let decoder = [UInt16](
                stride(from: 0, to: units.count - units.count % 2, by: 2).map { index in
                    let (first, second) = (UInt16(units[index]), UInt16(units[index + 1]))
                    return isBigEndian ? first << 8 | second : second << 8 | first
                })
            let rest = units.count % 2 == 1 ? "\u{fffd}" : ""
            let expected = String(decoding: decoder, as: UTF16.self) + rest
            for step in [1, 7, 1 << 16] {
                #expect(try decoded(bytes, step: step).unicodeScalars.elementsEqual(expected.unicodeScalars))
            }
        }
    }

    @Test("The files of the case are read", .enabled(if: SharedBuilds.arePresent, "there is no folder ../shared"))
    func sharedCase() async throws {
        let folder = try TemporaryFolder()
        let build = SharedBuilds.folder.deletingLastPathComponent().appendingPathComponent("cases/builds/utf16/build")
        let outcome = try await BundleAnalyzer(workFolder: folder.url).analyze(.directory(build))
        #expect(outcome.entryPoints.map(\.name) == ["app"] && outcome.size.raw == 2_860)
    }
}
