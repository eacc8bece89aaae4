import Foundation
import TestSupport
import Testing

@testable import BundleAnalysis

@Suite("Mutated archives")
struct ArchiveMutationTests {
    @Test("Mutations of a good archive never crash: they are read or refused")
    func tar() throws {
        var random = SeededGenerator(seed: 11)
        let long = String(repeating: "long/", count: 30) + "x.js"
        let archive =
            TarSample.member("L", Array(long.utf8) + [0], kind: "L") + TarSample.member("x", [1, 2])
            + TarSample.member("pax", Array("13 path=a.js\n".utf8), kind: "x") + TarSample.member("y", [3])
            + TarSample.archive(StatsSample.files)
        for _ in 0..<3_000 {
            var bytes = archive
            random.mutate(&bytes)
            do { _ = try TarSample.read(bytes) } catch let failure as AnalysisFailure {
                #expect(failure.kind == .build)
            }
        }
    }

    @Test("Mutations of headers whose checksum is right never crash")
    func headers() throws {
        var random = SeededGenerator(seed: 13)
        for _ in 0..<3_000 {
            var field = Array("00000000003\0".utf8)
            random.mutate(&field)
            field = Array((field + [UInt8](repeating: 0x30, count: 12)).prefix(12))
            let kind = Character(UnicodeScalar(UInt8.random(in: 0...127, using: &random)))
            let header = TarSample.header("a", sizeField: field, kind: kind)
            do { _ = try TarSample.read(header + TarSample.padded([1, 2, 3]) + TarSample.end) } catch let failure
                as AnalysisFailure
            {
                #expect(failure.kind == .build)
            }
        }
    }

    @Test("Mutations of pax records never crash")
    func pax() {
        var random = SeededGenerator(seed: 17)
        for _ in 0..<3_000 {
            var bytes = Array("13 path=a.js\n12 size=513\n22 GNU.sparse.major=1\n".utf8)
            random.mutate(&bytes, alphabet: Array("0123456789 =\n".utf8))
            _ = PaxRecords(bytes)
        }
    }

    @Test("Mutations of a compressed archive never crash the analysis, and leave nothing behind")
    func gzip() async throws {
        var random = SeededGenerator(seed: 19)
        let packed = try TarSample.gzipped(TarSample.archive([("stats.json", StatsSample.json)] + StatsSample.files))
        let folder = try TemporaryFolder()
        let analyzer = BundleAnalyzer(workFolder: folder.url.appendingPathComponent("work"))
        for _ in 0..<150 {
            var bytes = packed
            random.mutate(&bytes)
            let file = try folder.write("upload", bytes)
            do { _ = try await analyzer.analyze(.archive(file)) } catch {
                #expect(error.kind == .build)
            }
        }
        #expect(folder.contents.sorted() == ["upload", "work"])
    }

    @Test("Mutations of pages never crash or hang the tag scanner")
    func pages() {
        var random = SeededGenerator(seed: 23)
        for _ in 0..<3_000 {
            var bytes = Array((StatsSample.page + "<!-- <a b='c' d=e f> --><script>x</script><p/ =x>").utf8)
            random.mutate(&bytes, alphabet: Array("<>/=\"' !-scriptlk&".utf8))
            _ = HTMLPage(bytes).unpreparedHosts
        }
    }
}
