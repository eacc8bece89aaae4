import Foundation
import Testing

@testable import BundleAnalysis

@Suite("Hostile archives")
struct HostileArchiveTests {
    private static let good = TarSample.member("a.js", Array("let a = 1".utf8))

    @Test(
        "Paths that climb out or are absolute are refused, and nothing is written outside",
        arguments: [
            "../evil.txt", "../../evil.txt", "a/../../evil.txt", "/etc/evil.txt", "//evil.txt", "..", "C:\\evil.txt",
            "c:/evil.txt", "..\\evil.txt", "a\\..\\..\\evil.txt", "\\evil.txt",
        ])
    func paths(path: String) async throws {
        let folder = try TemporaryFolder()
        let upload = try folder.write("deep/down/upload", Self.good + TarSample.member(path, [1]) + TarSample.end)
        let work = folder.url.appendingPathComponent("deep/down/work")
        await #expect { try await BundleAnalyzer(workFolder: work).analyze(.archive(upload)) } throws: { error in
            let failure = error as? AnalysisFailure
            return failure?.kind == .build && failure?.reason.contains("refused") == true
        }
        #expect(folder.contents.sorted() == ["deep", "deep/down", "deep/down/upload", "deep/down/work"])
    }

    @Test(
        "Links, devices and other kinds of members are refused by name",
        arguments: [
            ("1", "a link"), ("2", "a link"), ("3", "a device"), ("4", "a device"), ("6", "a named pipe"),
            ("S", "a sparse file"), ("Z", "neither"),
        ] as [(Character, String)])
    func kinds(kind: Character, name: String) async throws {
        let archive = Self.good + TarSample.member("odd", kind: kind) + TarSample.end
        let failure = try #require(try await failure(of: archive))
        #expect(failure.kind == .build)
        #expect(failure.reason.contains(name) && failure.reason.contains("`odd`"))
    }

    @Test("Sparse files of the newer form are refused")
    func sparse() async throws {
        let pax = TarSample.member("pax", Array("22 GNU.sparse.major=1\n".utf8), kind: "x")
        #expect(try await failure(of: pax + Self.good + TarSample.end)?.reason.contains("sparse") == true)
    }

    @Test("Names up to 4 KiB are taken, longer ones refused, however they are written")
    func longNames() async throws {
        for (count, passes) in [(4096, true), (4097, false), (1 << 20, false)] {
            let name = [UInt8](repeating: 0x61, count: count)
            let gnu = TarSample.member("L", name + [0], kind: "L")
            let length = count + 7 + String(count + 10).count
            let pax = TarSample.member("x", Array("\(length) path=".utf8) + name + [0x0a], kind: "x")
            for archive in [gnu, pax] {
                let failure = try await failure(of: archive + Self.good + TarSample.end)
                #expect((failure == nil) == passes, "\(count) \(failure?.reason ?? "")")
                #expect(passes || failure?.reason.contains("4096 bytes") == true || count > 5000)
            }
        }
    }

    @Test("A name is shown without control characters and not at its full length")
    func shownNames() async throws {
        let name = "../\u{1b}[31m" + String(repeating: "x", count: 90)
        let reason = try #require(try await failure(of: TarSample.member(name) + TarSample.end)?.reason)
        #expect(!reason.contains("\u{1b}"))
        #expect(Names.quoted(String(repeating: "y", count: 4000)).count < 200)
        #expect(Names.quoted("y" + String(repeating: "\u{301}", count: 4000)).utf8.count < 500)
    }

    @Test("The limits are those of the contract")
    func standard() {
        #expect(ArchiveLimits.standard.members == 100_000)
        #expect(ArchiveLimits.standard.unpackedBytes == 4_294_967_296)
        #expect(ArchiveLimits.standard.compressionRatio == 1_000)
        #expect(ArchiveLimits.standard.nameBytes == 4_096)
    }

    @Test("More members than the limit are refused, folders counted")
    func members() async throws {
        var limits = ArchiveLimits.standard
        limits.members = 3
        let folder = TarSample.member("d/", kind: "5")
        #expect(try await failure(of: Self.good + folder + folder + TarSample.end, limits: limits) == nil)
        let failure = try await failure(of: Self.good + folder + folder + folder + TarSample.end, limits: limits)
        #expect(failure?.reason.contains("more than 3 members") == true)
    }

    @Test("More unpacked bytes than the limit are refused by what the headers say, before they are read")
    func unpackedBytes() async throws {
        let field = [0x80] + [UInt8](repeating: 0, count: 6) + [1, 0, 0, 0, 1]
        let refused = try await failure(of: TarSample.header("big", sizeField: field, kind: "0"))
        #expect(refused?.reason.contains("more than 4294967296 bytes") == true)
        let huge = [0x80, 0, 0, 0, 0] + [UInt8](repeating: 0xff, count: 7)
        let twice = Self.good + TarSample.header("big", sizeField: huge, kind: "0")
        #expect(try await failure(of: twice)?.kind == .build)
    }

    @Test("Bytes behind the end mark count too")
    func trailing() async throws {
        var limits = ArchiveLimits.standard
        limits.unpackedBytes = 100_000
        let archive = Self.good + TarSample.end + [UInt8](repeating: 1, count: 200_000)
        let failure = try await failure(of: try TarSample.gzipped(archive), limits: limits)
        #expect(failure?.reason.contains("more than 100000 bytes") == true)
    }

    @Test("A bomb is refused as soon as its ratio shows, also inside the archive")
    func bombs() async throws {
        let zeros = [UInt8](repeating: 0, count: 8 << 20)
        let outer = try TarSample.gzipped(TarSample.member("zeros.bin", zeros) + TarSample.end)
        #expect(outer.count < 10_000)
        #expect(try await failure(of: outer)?.reason.contains("1000 times its size") == true)
        let spaces = try TarSample.gzipped([UInt8](repeating: 0x20, count: 8 << 20))
        let inner = TarSample.member("webpack-stats-1.jsonr.gz", spaces) + Self.good + TarSample.end
        let failure = try await failure(of: inner)
        #expect(failure?.reason.contains("1000 times its size") == true)
        #expect(failure?.reason.contains("`webpack-stats-1.jsonr.gz`") == true)
    }

    @Test("What a server unpacks is in proportion to what was sent: a bomb below the contract's ratio is refused")
    func serverLimits() async throws {
        var limits = ArchiveLimits.server(unpackedBytes: 2 << 30)
        #expect(limits.unpackedBytes == 2 << 30 && limits.largeRatio == 100 && limits.largeBytes == 64 << 20)
        #expect(ArchiveLimits.standard.largeRatio == ArchiveLimits.standard.compressionRatio)
        #expect(limits.mostOnDisk(ofArchive: 4_500_000) == 450_000_000)
        #expect(limits.mostOnDisk(ofArchive: 10) == 64 << 20)
        #expect(limits.mostOnDisk(ofArchive: .max) == 2 << 30)
        limits.largeBytes = 2 << 20
        // Repeated noise, which deflate packs about 200 times.
        var generator = SeededGenerator(seed: 1)
        let noise = (0..<200).map { _ in UInt8.random(in: 0...255, using: &generator) }
        let bytes = Array((0..<20_000).map { _ in noise }.joined())
        let archive = try TarSample.gzipped(TarSample.member("a.bin", bytes) + TarSample.end)
        #expect(bytes.count / archive.count > 100 && bytes.count / archive.count < 1_000)
        #expect(try await failure(of: archive) == nil)
        let refused = try await failure(of: archive, limits: limits)
        #expect(refused?.kind == .build && refused?.reason.contains("100 times its size") == true)
    }

    @Test("Paths of more bytes in all than the limit are refused: they are held in memory")
    func manyLongPaths() async throws {
        var limits = ArchiveLimits.standard
        #expect(limits.pathBytes == 16 << 20)
        limits.pathBytes = 20
        let archive = TarSample.member("a/long/path.js", [1]) + TarSample.member("a/long/other.js", [1])
        let failure = try await failure(of: archive + TarSample.end, limits: limits)
        #expect(failure?.reason.contains("more than 20 bytes in all") == true)
    }

    @Test("Stats that name one large file many times do not multiply the work")
    func oneFileManyAssets() async throws {
        let assets = (0..<40).map { #"{"name":"a\#($0).css","path":"big.css","size":1,"chunks":[0]}"# }
        let stats = """
            {"publicPath":"/","assets":[\(assets.joined(separator: ","))],
            "chunks":[{"id":0,"initial":true,"entry":true,"files":["a0.css"],"children":[]}],
            "entrypoints":{"a":{"chunks":[0]}}}
            """
        let archive = TarSample.archive([("big.css", String(repeating: "a", count: 1_000)), ("stats.json", stats)])
        var limits = ArchiveLimits.standard
        limits.unpackedBytes = 40_000
        #expect(try await failure(of: archive, limits: limits) == nil)
        limits.unpackedBytes = 39_999
        #expect(try await failure(of: archive, limits: limits)?.reason.contains("more than once") == true)
    }

    @Test("A disk that is nearly full while a build is unpacked is the machine's fault, and nothing is left behind")
    func nearlyFull() async throws {
        let folder = try TemporaryFolder()
        let bytes = [UInt8](repeating: 7, count: FileOutput.step + 1)
        let file = try folder.write("upload", TarSample.member("a.bin", bytes) + TarSample.end)
        let work = folder.url.appendingPathComponent("work")
        let analyzer = BundleAnalyzer(workFolder: work, hasRoom: { false })
        await #expect { try await analyzer.analyze(.archive(file)) } throws: { error in
            let failure = error as? AnalysisFailure
            return failure?.kind == .machine && failure?.reason.contains("nearly full") == true
        }
        #expect(folder.contents.sorted() == ["upload", "work"])
    }

    @Test("Stats that are larger than their limit are refused")
    func largeStats() async throws {
        var limits = ArchiveLimits.standard
        limits.statsBytes = 100
        let archive = TarSample.archive([("stats.json", StatsSample.json)])
        #expect(try await failure(of: archive, limits: limits)?.reason.contains("larger than 100 bytes") == true)
    }

    @Test("Looking for stats in many JSON files ends at the limit for unpacked bytes")
    func manyCandidates() async throws {
        var limits = ArchiveLimits.standard
        limits.unpackedBytes = 20_000
        let json = "[" + String(repeating: "1,", count: 3_000) + "1]"
        let packed = try TarSample.gzipped(Array(json.utf8))
        let members = (0..<8).flatMap { TarSample.member("data\($0).json.gz", packed) }
        let archive = members + TarSample.end
        #expect(archive.count < 20_000)
        #expect(try await failure(of: archive, limits: limits) == nil)
        let certain = TarSample.member("stats.json", Array("[]".utf8)) + archive
        #expect(try await analyze(archive: certain, limits: limits).warnings.count == 2)
    }
}
