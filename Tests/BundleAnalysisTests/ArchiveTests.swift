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
            let failure = try #require(try await failure(of: Array(archive.prefix(count))), "\(count)")
            #expect(failure.kind == .build)
            #expect(failure.reason.contains(count < 512 ? "not a tar" : "cut off"), "\(count): \(failure.reason)")
        }
        let packed = try TarSample.gzipped(archive)
        for count in [12, packed.count / 2, packed.count - 1] {
            let failure = try #require(try await failure(of: Array(packed.prefix(count))), "\(count)")
            #expect(failure.reason.contains("cut off"), "\(failure.reason)")
        }
    }

    @Test("Damage is told with its place")
    func damage() async throws {
        var archive = TarSample.archive([("a.js", "let a = 1"), ("b.js", "let b = 2")])
        archive[1024 + 3] ^= 1
        #expect(try await failure(of: archive)?.reason.contains("damaged at byte 1024") == true)
        var packed = try TarSample.gzipped(TarSample.archive([("a.js", "let a = 1")]))
        packed[packed.count - 6] ^= 1
        #expect(try await failure(of: packed)?.reason.contains("damaged") == true)
    }

    @Test("An upload without any file fails as empty")
    func empty() async throws {
        for archive in [[], TarSample.end, TarSample.member("dir/", kind: "5") + TarSample.end] {
            #expect(try await failure(of: archive) == TarReader.empty)
        }
        #expect(try await failure(of: try TarSample.gzipped([])) == TarReader.empty)
    }

    @Test(
        "Other forms are named, and the reason says which are taken",
        arguments: [
            ([0x50, 0x4b, 3, 4], "zip"), ([0x28, 0xb5, 0x2f, 0xfd], "zstd"), ([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0], "xz"),
            ([0x42, 0x5a, 0x68], "bzip2"), (Array("{\"a\": 1}".utf8), "not a tar"),
        ])
    func otherForms(head: [UInt8], name: String) async throws {
        let failure = try #require(try await failure(of: head + [UInt8](repeating: 1, count: 2000)))
        #expect(failure.reason.contains(name))
        #expect(failure.reason.contains(ArchiveForm.taken))
    }

    @Test("Several gzip members in a row are one archive")
    func concatenated() async throws {
        let archive = TarSample.archive([("a.js", "let a = 1")])
        let packed =
            try TarSample.gzipped(Array(archive.prefix(600))) + TarSample.gzipped(Array(archive.dropFirst(600)))
        #expect(try await analyze(archive: packed + [0, 0, 0]).size.raw == 9)
    }
}
