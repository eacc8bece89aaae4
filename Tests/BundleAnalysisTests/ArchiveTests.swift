import Foundation
import Testing

@testable import BundleAnalysis

@Suite("Reading archives")
struct ArchiveTests {
    @Test("Paths come from the name, the prefix, a GNU long name or a pax header")
    func names() throws {
        let long = String(repeating: "d/", count: 90) + "file.js"
        let pax = "\(long.utf8.count + 10) path=\(long)\n"
        #expect(pax.utf8.count == long.utf8.count + 10)
        let archives: [[UInt8]] = [
            TarSample.member("././@LongLink", Array(long.utf8) + [0], kind: "L") + TarSample.member("x", [1]),
            TarSample.member("pax", Array(pax.utf8), kind: "x") + TarSample.member("x", [1]),
            TarSample.member("g", Array("11 path=zz\n".utf8), kind: "g")
                + TarSample.member("././@LongLink", Array(long.utf8) + [0], kind: "L")
                + TarSample.member("x", [1]),
        ]
        for archive in archives {
            #expect(try TarSample.read(archive + TarSample.end) == [long: [1]])
        }
        let folders = String(repeating: "e/", count: 60) + "e"
        let prefixed = TarSample.member("file.js", [1], prefix: folders)
        #expect(try TarSample.read(prefixed + TarSample.end) == [folders + "/file.js": [1]])
    }

    @Test("Sizes come from octal digits, from binary ones, or from a pax header")
    func sizes() throws {
        let binary = [0x80] + [UInt8](repeating: 0, count: 9) + [0x02, 0x01]
        let body = [UInt8](repeating: 7, count: 513)
        let one = TarSample.header("a", sizeField: binary, kind: "0") + TarSample.padded(body) + TarSample.end
        #expect(try TarSample.read(one) == ["a": body])
        let pax = TarSample.member("pax", Array("12 size=513\n".utf8), kind: "x")
        let two = pax + TarSample.header("a", size: 0) + TarSample.padded(body) + TarSample.end
        #expect(try TarSample.read(two) == ["a": body])
    }

    @Test("Folders are no files, parts that mean nothing go, and of equal paths the last counts")
    func paths() throws {
        let archive =
            TarSample.member("./", kind: "5") + TarSample.member("./a//b/../c.js", [1])
            + TarSample.member("old/", kind: "0") + TarSample.member("a/c.js", [2]) + TarSample.end
        #expect(try TarSample.read(archive) == ["a/c.js": [2]])
    }

    @Test("An archive that is cut off anywhere fails and says so")
    func cutOff() async throws {
        let archive = TarSample.archive([("a.js", "let a = 1"), ("b.js", String(repeating: "b", count: 700))])
        for count in [1, 511, 512, 520, 1024, 1536, 2200, archive.count - 1024] {
            let failure = try await failure(of: Array(archive.prefix(count)))
            #expect(failure == .archive(count < 512 ? .notTar : .cutOff), "\(count)")
        }
        let packed = try TarSample.gzipped(archive)
        for count in [12, packed.count / 2, packed.count - 1] {
            let failure = try await failure(of: Array(packed.prefix(count)))
            #expect(failure == .compression(.cutOff, of: .archive, .reading))
        }
    }

    @Test("Damage is told with its place")
    func damage() async throws {
        var archive = TarSample.archive([("a.js", "let a = 1"), ("b.js", "let b = 2")])
        archive[1024 + 3] ^= 1
        #expect(try await failure(of: archive) == .archive(.damaged(byte: 1024)))
        var packed = try TarSample.gzipped(TarSample.archive([("a.js", "let a = 1")]))
        packed[packed.count - 6] ^= 1
        #expect(try await failure(of: packed) == .compression(.damaged, of: .archive, .reading))
    }

    @Test("An upload without any file fails as empty")
    func empty() async throws {
        for archive in [[], TarSample.end, TarSample.member("dir/", kind: "5") + TarSample.end] {
            #expect(try await failure(of: archive) == .archive(.empty))
        }
        #expect(try await failure(of: try TarSample.gzipped([])) == .archive(.empty))
    }

    @Test(
        "Other forms are named",
        arguments: [
            ([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0], .unsupported(form: .xz)),
            ([0x42, 0x5a, 0x68], .unsupported(form: .bzip2)),
            ([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], .unsupported(form: .sevenZip)),
            ([0x52, 0x61, 0x72, 0x21], .unsupported(form: .rar)), (Array("{\"a\": 1}".utf8), .notTar),
        ] as [([UInt8], ArchiveProblem)])
    func otherForms(head: [UInt8], problem: ArchiveProblem) async throws {
        let failure = try await failure(of: head + [UInt8](repeating: 1, count: 2000))
        #expect(failure == .archive(problem))
    }

    @Test("Source maps are kept, and are no assets of a build without stats")
    func sourceMaps() async throws {
        let map = #"{"version":3,"mappings":"AAAA"}"#
        let files = [("a.js", "let a = 1"), ("a.js.map", map), ("b.css.map", map)]
        for archive in [TarSample.archive(files), try ZipSample.archive(files)] {
            let folder = try TemporaryFolder()
            let upload = try folder.write("upload", archive)
            let members = try Unpacker(limits: .standard, folder: try PrivateFolder(in: folder.url))
                .unpack(upload, progress: { _ in })
            #expect(members.paths == ["a.js", "a.js.map", "b.css.map"])
            let member = try #require(members["b.css.map"])
            #expect(try members.head(member, limit: 1_000) == Array(map.utf8))
            #expect(members.unpackedBytes == 9 + 2 * map.utf8.count)
            #expect(try await analyze(archive: archive).report.assets.map(\.name) == ["a.js"])
        }
    }

    @Test("Several gzip members in a row are one archive")
    func concatenated() async throws {
        let archive = TarSample.archive([("a.js", "let a = 1")])
        let packed =
            try TarSample.gzipped(Array(archive.prefix(600))) + TarSample.gzipped(Array(archive.dropFirst(600)))
        #expect(try await analyze(archive: packed + [0, 0, 0]).size.raw == 9)
    }
}
