import Foundation
import TestSupport
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
            let isAbsolute = ["/", "\\", "C", "c"].contains { path.hasPrefix($0) }
            let name = ShownName(path)
            let problem = isAbsolute ? PathProblem.absolute(name: name) : .escaping(name: name)
            return failure == .archive(.unsafePath(problem: problem))
        }
        #expect(folder.contents.sorted() == ["deep", "deep/down", "deep/down/upload", "deep/down/work"])
    }

    @Test(
        "Links, devices and other kinds of members are refused by name",
        arguments: [
            ("1", .hardLink), ("2", .symbolicLink), ("3", .device), ("4", .device), ("6", .namedPipe),
            ("S", .sparseFile),
            ("Z", .other),
        ] as [(Character, MemberKind)])
    func kinds(flag: Character, kind: MemberKind) async throws {
        let archive = Self.good + TarSample.member("odd", kind: flag) + TarSample.end
        #expect(try await failure(of: archive) == .archive(.unsupportedMember(name: ShownName("odd"), kind: kind)))
    }

    @Test("Sparse files of the newer form are refused")
    func sparse() async throws {
        let pax = TarSample.member("pax", Array("22 GNU.sparse.major=1\n".utf8), kind: "x")
        let failure = try await failure(of: pax + Self.good + TarSample.end)
        #expect(failure == .archive(.unsupportedMember(name: ShownName("a.js"), kind: .sparseFile)))
    }

    @Test("Names up to 4 KiB are taken, longer ones refused, however they are written")
    func longNames() async throws {
        for (count, passes) in [(4096, true), (4097, false), (1 << 20, false)] {
            let name = [UInt8](repeating: 0x61, count: count)
            let gnu = TarSample.member("L", name + [0], kind: "L")
            let length = count + 7 + String(count + 10).count
            let pax = TarSample.member("x", Array("\(length) path=".utf8) + name + [0x0a], kind: "x")
            let tooLong = PathProblem.tooLong(name: ShownName(String(repeating: "a", count: 4096)), limit: 4096)
            for (archive, problem) in [
                (gnu, ArchiveProblem.nameTooLong(limit: 4096)), (pax, .unsafePath(problem: tooLong)),
            ] {
                let failure = try await failure(of: archive + Self.good + TarSample.end)
                #expect((failure == nil) == passes, "\(count) \(String(describing: failure))")
                #expect(passes || failure == .archive(problem) || count > 5000)
            }
        }
    }

    @Test("A name is shown without control characters and not at its full length")
    func shownNames() async throws {
        let name = "../\u{1b}[31m" + String(repeating: "x", count: 90)
        let shown = ShownName("../\u{FFFD}[31m" + String(repeating: "x", count: 90))
        let failure = try await failure(of: TarSample.member(name) + TarSample.end)
        #expect(failure == .archive(.unsafePath(problem: .escaping(name: shown))))
        #expect(!shown.name.contains("\u{1b}") && ShownName("`a`").name == "\u{FFFD}a\u{FFFD}")
        let long = ShownName(String(repeating: "y", count: 4000))
        #expect(long.name.count < 200 && ShownName(long.name) == long)
        #expect(ShownName("y" + String(repeating: "\u{301}", count: 4000)).name.utf8.count < 500)
    }

    @Test("A stored name is made safe when it is read")
    func storedNames() throws {
        let stored = try JSONDecoder().decode(ShownName.self, from: Data(#""a`\u001bb""#.utf8))
        #expect(stored == ShownName("a`\u{1b}b") && stored.name == "a\u{FFFD}\u{FFFD}b")
        #expect(try String(decoding: JSONEncoder().encode(stored), as: UTF8.self) == "\"a\u{FFFD}\u{FFFD}b\"")
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
        #expect(failure == .archive(.tooManyMembers(limit: 3)))
    }

    @Test("More unpacked bytes than the limit are refused by what the headers say, before they are read")
    func unpackedBytes() async throws {
        let field = [0x80] + [UInt8](repeating: 0, count: 6) + [1, 0, 0, 0, 1]
        let refused = try await failure(of: TarSample.header("big", sizeField: field, kind: "0"))
        #expect(refused == .archive(.tooLarge(limit: 4_294_967_296)))
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
        #expect(failure == .compression(.tooLarge(limit: 100_000), of: .archive, .reading))
    }

    @Test("A bomb is refused as soon as its ratio shows, also inside the archive")
    func bombs() async throws {
        let zeros = [UInt8](repeating: 0, count: 8 << 20)
        let outer = try TarSample.gzipped(TarSample.member("zeros.bin", zeros) + TarSample.end)
        #expect(outer.count < 10_000)
        #expect(try await failure(of: outer) == .compression(.ratio(limit: 1_000), of: .archive, .reading))
        let spaces = try TarSample.gzipped([UInt8](repeating: 0x20, count: 8 << 20))
        let inner = TarSample.member("webpack-stats-1.jsonr.gz", spaces) + Self.good + TarSample.end
        let failure = try await failure(of: inner)
        let file = CompressedFile.file(name: ShownName("webpack-stats-1.jsonr.gz"))
        #expect(failure == .compression(.ratio(limit: 1_000), of: file, .stats))
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
        #expect(refused == .compression(.ratio(limit: 100), of: .archive, .reading))
    }

    @Test("Paths of more bytes in all than the limit are refused: they are held in memory")
    func manyLongPaths() async throws {
        var limits = ArchiveLimits.standard
        #expect(limits.pathBytes == 16 << 20)
        limits.pathBytes = 20
        let archive = TarSample.member("a/long/path.js", [1]) + TarSample.member("a/long/other.js", [1])
        let failure = try await failure(of: archive + TarSample.end, limits: limits)
        #expect(failure == .archive(.pathsTooLong(limit: 20)))
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
        #expect(try await failure(of: archive, limits: limits)?.problem == .assetsTooLarge(limit: 39_999))
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
            return failure == .machine(.writeFile, .reading, cause: .diskNearlyFull)
        }
        #expect(folder.contents.sorted() == ["upload", "work"])
    }

    @Test("Stats that are larger than their limit are refused")
    func largeStats() async throws {
        var limits = ArchiveLimits.standard
        limits.statsBytes = 100
        let archive = TarSample.archive([("stats.json", StatsSample.json)])
        let tooLarge = StatsProblem.tooLarge(file: ShownName("stats.json"), limit: 100)
        #expect(try await failure(of: archive, limits: limits) == .stats(tooLarge))
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
        #expect(try await analyze(archive: certain, limits: limits).warnings.count == 3)
    }
}
