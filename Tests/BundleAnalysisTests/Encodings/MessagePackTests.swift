import Foundation
import TestSupport
import Testing

@testable import BundleAnalysis

@Suite("Stats in MessagePack")
struct MessagePackTests {
    private static let file = ShownName("x.mp")

    private func json(_ bytes: [UInt8], step: Int = 1 << 16, depth: Int = 512) throws(AnalysisFailure) -> String {
        try text(
            of: MessagePackInput(SlowInput(bytes, step: step), file: Self.file, depthLimit: depth), step: step)
    }

    private func defect(of bytes: [UInt8], depth: Int = 512) -> (MessagePackDefect, Int)? {
        do throws(AnalysisFailure) {
            _ = try json(bytes, depth: depth)
        } catch {
            if case .stats(.malformedMessagePack(_, let byte, let defect)) = error.problem { return (defect, byte) }
        }
        return nil
    }

    @Test(
        "Every format becomes JSON",
        arguments: [
            ([0x00], "0"), ([0x7f], "127"), ([0xff], "-1"), ([0xe0], "-32"), ([0xc0], "null"), ([0xc2], "false"),
            ([0xc3], "true"), ([0xcc, 0xff], "255"), ([0xcd, 1, 2], "258"),
            ([0xce, 0xff, 0xff, 0xff, 0xff], "4294967295"),
            ([0xcf] + [UInt8](repeating: 0xff, count: 8), "18446744073709551615"), ([0xd0, 0x80], "-128"),
            ([0xd1, 0x80, 0], "-32768"), ([0xd2, 0x80, 0, 0, 0], "-2147483648"),
            ([0xd3, 0x80, 0, 0, 0, 0, 0, 0, 0], "-9223372036854775808"), ([0xca, 0x3d, 0xcc, 0xcc, 0xcd], "0.1"),
            ([0xcb, 0x3f, 0xb9, 0x99, 0x99, 0x99, 0x99, 0x99, 0x9a], "0.1"),
            ([0xcb, 0x41, 0xf2, 0xa0, 0x5f, 0x20, 0, 0, 0], "5000000000"), ([0xca, 0x7f, 0x80, 0, 0], "null"),
            ([0xcb, 0x7f, 0xf8, 0, 0, 0, 0, 0, 0], "null"),
            ([0xcb, 0x7f, 0xe1, 0xcc, 0xf3, 0x85, 0xeb, 0xc8, 0xa0], "1e+308"),
            ([0xa0], "\"\""), ([0xa1, 0x61], "\"a\""), ([0xd9, 1, 0x61], "\"a\""), ([0xda, 0, 1, 0x61], "\"a\""),
            ([0xdb, 0, 0, 0, 1, 0x61], "\"a\""), ([0xc4, 1, 0x61], "\"a\""), ([0xc5, 0, 1, 0x61], "\"a\""),
            ([0xc6, 0, 0, 0, 1, 0x61], "\"a\""), ([0xa4, 0x22, 0x5c, 0x0a, 0x1f], #""\"\\\u000a\u001f""#),
            ([0x90], "[]"), ([0x92, 1, 2], "[1,2]"), ([0xdc, 0, 1, 5], "[5]"), ([0xdd, 0, 0, 0, 1, 5], "[5]"),
            ([0x80], "{}"), ([0x82, 0xa1, 0x61, 1, 0xa1, 0x62, 0x90], #"{"a":1,"b":[]}"#),
            ([0xde, 0, 1, 0xa1, 0x61, 1], #"{"a":1}"#), ([0xdf, 0, 0, 0, 1, 0xa1, 0x61, 0x80], #"{"a":{}}"#),
            ([0x84, 7, 1, 0xc0, 2, 0xc3, 3, 0xff, 0x91, 4], #"{"7":1,"null":2,"true":3,"-1":[4]}"#),
            ([0xd4, 0, 0], "null"), ([0xd5, 1, 2, 2], "null"), ([0xd6, 0xff, 1, 2, 3, 4], "null"),
            ([0xd7] + [UInt8](repeating: 1, count: 9), "null"), ([0xd8] + [UInt8](repeating: 1, count: 17), "null"),
            ([0xc7, 0, 5], "null"), ([0x92, 0xc8, 0, 2, 5, 6, 7, 1], "[null,1]"),
            ([0x92, 0xc9, 0, 0, 0, 1, 9, 9, 1], "[null,1]"),
            ([0xc7, 12, 0xff] + [UInt8](repeating: 0, count: 12), "null"),
        ] as [([UInt8], String)])
    func formats(bytes: [UInt8], json: String) throws {
        for step in [1, 2, 1 << 16] { #expect(try self.json(bytes, step: step) == json) }
    }

    @Test(
        "What cannot be read is told with its place",
        arguments: [
            ([], .endsEarly, 0), ([0xc1], .unassignedByte, 1), ([0x91, 0xc1], .unassignedByte, 2),
            ([0xa2, 0x61], .endsEarly, 2), ([0xcd, 1], .endsEarly, 0), ([0x92, 1], .endsEarly, 2),
            ([0x81, 0xa1, 0x61], .endsEarly, 3), ([0x81, 0x90, 1], .keyIsNotString, 2),
            ([0x81, 0x80, 1], .keyIsNotString, 2), ([0x81, 0xd4, 0, 0, 1], .keyIsNotString, 2),
            ([1, 2], .trailingBytes, 1), ([0x80, 0x80], .trailingBytes, 1), ([0xd4, 0], .endsEarly, 2),
            ([0xdf, 0xff, 0xff, 0xff, 0xff], .endsEarly, 5), ([0xdb, 0xff, 0xff, 0xff, 0xff, 1], .endsEarly, 6),
            ([0xc9, 0xff, 0xff, 0xff, 0xff], .endsEarly, 5),
        ] as [([UInt8], MessagePackDefect, Int)])
    func defects(bytes: [UInt8], defect: MessagePackDefect, byte: Int) throws {
        let found = try #require(self.defect(of: bytes))
        #expect(found.0 == defect && found.1 == byte)
    }

    @Test("Values are nested as deep as the limit says")
    func depth() throws {
        let deep = [UInt8](repeating: 0x91, count: 512)
        #expect(try json(deep + [1]).count == 1_025)
        #expect(try #require(defect(of: [0x91] + deep + [1])).0 == .tooDeep(limit: 512))
        #expect(try #require(defect(of: [UInt8](repeating: 0x91, count: 1_000_000))).0 == .tooDeep(limit: 512))
    }

    @Test("Stats in MessagePack give what the same stats in JSON give, plain and compressed, by their content")
    func stats() async throws {
        let packed = try MessagePackSample.packed(StatsSample.json)
        let outcome = try await analyze(
            archive: TarSample.archive([("webpack-stats-1.json", StatsSample.json)] + StatsSample.files))
        for name in ["webpack-stats-1.mp", "webpack-stats-1.mp.gz", "stats.json", "deep/webpack-stats-x.jsonr.gz"] {
            for body in [packed, try TarSample.gzipped(packed)] {
                let archive = TarSample.member(name, body) + TarSample.archive(StatsSample.files)
                let report = try await analyze(archive: archive).report
                // The keys of the sample are in another order.
                #expect(report.entryPoints.reversed() == outcome.report.entryPoints, "\(name)")
                #expect(report.assets == outcome.report.assets && report.chunks == outcome.report.chunks)
            }
        }
    }

    @Test("A file that only ends in .mp is no stats; one that cannot be read is named")
    func decoys() async throws {
        let song = TarSample.member("song.mp", Array("not MessagePack".utf8)) + TarSample.member("x.mp.gz", [0x81])
        let outcome = try await analyze(archive: song + TarSample.archive(StatsSample.files))
        #expect(outcome.warnings == [.entriesWithoutStats(source: .pages)])
        let broken = TarSample.member("webpack-stats-1.mp", [0x81, 0xa1]) + TarSample.archive(StatsSample.files)
        let defect = StatsProblem.malformedMessagePack(
            file: ShownName("webpack-stats-1.mp"), byte: 2, defect: .endsEarly)
        #expect(try await failure(of: broken) == .stats(defect))
    }

    @Test("What stats become counts against their limit, and large ones are stored as any other")
    func large() async throws {
        let long =
            #"{"assets":["# + (0..<40_000).map { #"{"name":"asset-\#($0).js","size":1}"# }.joined(separator: ",") + "]}"
        let packed = try MessagePackSample.packed(long)
        #expect(try json(packed) == long)
        let nulls: [UInt8] = [0x81, 0xa1, 0x61, 0xdc, 0xff, 0xff] + [UInt8](repeating: 0xc0, count: 65_535)
        let archive = TarSample.member("webpack-stats-1.mp", nulls) + TarSample.archive(StatsSample.files)
        var limits = ArchiveLimits.standard
        limits.statsBytes = 327_000
        let name = ShownName("webpack-stats-1.mp")
        #expect(try await failure(of: archive, limits: limits) == .stats(.tooLarge(file: name, limit: 327_000)))
        limits.statsBytes = 328_000
        #expect(try await failure(of: archive, limits: limits) == nil)
    }

    @Test("Mutations never crash: what comes out is JSON, or they are refused")
    func mutations() throws {
        var random = SeededGenerator(seed: 41)
        let packed = try MessagePackSample.packed(StatsSample.json)
        let samples: [[UInt8]] = [
            packed, [0xdf, 0, 0, 0, 2] + packed.dropFirst(3), [0x92, 0xc7, 3, 1, 1, 2, 3, 0xd9, 2, 0x22, 0x0a],
        ]
        var accepted = 0
        for number in 0..<6_000 {
            var bytes = samples[number % samples.count]
            random.mutate(&bytes)
            do throws(AnalysisFailure) {
                let json = try json(bytes, step: number % 7 * 100 + 1)
                let value = try? JSONSerialization.jsonObject(with: Data(json.utf8), options: .fragmentsAllowed)
                accepted += 1
                #expect(value != nil, "\(bytes)")
            } catch {
                guard case .stats(.malformedMessagePack) = error.problem else {
                    Issue.record("\(error)")
                    continue
                }
            }
        }
        #expect(accepted > 100)
    }
}
