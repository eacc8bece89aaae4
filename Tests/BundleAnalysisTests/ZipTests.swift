import Foundation
import Testing
import Zlib

@testable import BundleAnalysis

@Suite("Zip archives")
struct ZipTests {
    private typealias Member = ZipSample.Member

    private static let long = String(repeating: "let a = 1; ", count: 60_000)
    private static let mixed = [
        Member("a.js", "let a = 1"), Member("d/", ""), Member("d/long.js", long, method: 8),
        Member("empty", "", method: 8),
    ]
    private static let bodies = [
        "a.js": Array("let a = 1".utf8), "d/long.js": Array(long.utf8), "empty": [],
    ]

    @Test("Stored and deflated files are read; sizes may follow the data, or be large, and something may come before")
    func forms() throws {
        var archives = [ZipSample(Self.mixed)]
        archives.append(ZipSample(Self.mixed.map { $0.with { $0.hasDescriptor = true } }))
        archives.append(ZipSample(Self.mixed.map { $0.with { $0.isLarge = true } }))
        for index in archives.indices {
            var archive = archives[index]
            archive.isLarge = true
            archive.comment = Array("a comment".utf8)
            archives.append(archive)
            archive.prefix = Array(("#!/bin/sh\n" + String(repeating: "x", count: 1_000)).utf8)
            archives.append(archive)
            archive.isLarge = false
            archives.append(archive)
        }
        for archive in archives { #expect(try ZipSample.read(archive.bytes()) == Self.bodies) }
    }

    @Test("A zip archive and a tar archive of the same files have the same report, whatever comes before the zip")
    func report() async throws {
        let files = [("stats.json", StatsSample.json)] + StatsSample.files
        let tar = try await analyze(archive: TarSample.archive(files))
        #expect(try await analyze(archive: ZipSample.archive(files)) == tar)
        for prefix in ["MZ", String(repeating: "#!/bin/sh\n", count: 100)] {
            var archive = ZipSample(files.map { Member($0.0, $0.1, method: 8) })
            archive.prefix = Array(prefix.utf8)
            #expect(try await analyze(archive: archive.bytes()) == tar, "\(prefix.prefix(9))")
        }
    }

    @Test(
        "Names are UTF-8 if the archive says so, in another field, or if they look like it; else code page 437",
        arguments: [
            (Member(Array("é.js".utf8), []).with { $0.flags = 0x800 }, "é.js"),
            (Member(Array("é.js".utf8), []), "é.js"),
            (Member([0x82, 0x2e, 0x6a, 0x73], []), "é.js"), (Member([0x80, 0xff, 0xe1], []), "Ç\u{a0}ß"),
            (Member([0x82], []).with { $0.flags = 0x800 }, "\u{fffd}"),
            (Member("e.js").with { $0.extra = unicode("é.js", crc: 0x7df5_c58a) }, "e.js"),
            (Member("e.js").with { $0.extra = unicode("é.js", of: "e.js") }, "é.js"),
            (Member("d\\a.js").with { $0.madeBy = 20 }, "d/a.js"), (Member("d\\a.js"), "d\\a.js"),
            (Member("d/b\\a.js").with { $0.madeBy = 20 }, "d/b\\a.js"),
        ])
    private func names(member: Member, path: String) throws {
        #expect(try ZipSample.read(ZipSample([member]).bytes()) == [path: []])
    }

    private static func unicode(_ name: String, crc: UInt32? = nil, of replaced: String = "") -> [UInt8] {
        var sum = CRC32()
        Array(replaced.utf8).withUnsafeBytes { sum.add($0) }
        return ZipSample.short(0x7075) + ZipSample.short(5 + name.utf8.count) + [1]
            + ZipSample.word(Int(crc ?? sum.value)) + Array(name.utf8)
    }

    @Test("Folders are no files, and of equal paths the last counts")
    func paths() throws {
        let archive = ZipSample([
            Member("./a//b/../c.js", "1"), Member("d", "").with { $0.mode = 0o40755 }, Member("e/", "x"),
            Member("a/c.js", "2"),
        ])
        #expect(try ZipSample.read(archive.bytes()) == ["a/c.js": [0x32]])
    }

    @Test("An archive without any file fails as empty")
    func empty() async throws {
        for archive in [ZipSample([]), ZipSample([Member("d/")])] {
            #expect(try await failure(of: archive.bytes()) == .archive(.empty))
        }
    }

    @Test("Archives of other programs are read", .enabled(if: Archiver.zip.isPresent, "there is no zip"))
    func otherPrograms() async throws {
        let folder = try TemporaryFolder()
        for file in StatsSample.files { try folder.write("dist/\(file.path)", Array(file.text.utf8)) }
        try folder.write("dist/stats.json", Array(StatsSample.json.utf8))
        let dist = folder.url.appendingPathComponent("dist")
        let tar = try await analyze(archive: TarSample.archive([("stats.json", StatsSample.json)] + StatsSample.files))
        for level in ["-0", "-9", "-fz"] {
            try Archiver.zip.run(["-qr", level, "../\(level).zip", "."], in: dist)
            let bytes = Array(try Data(contentsOf: folder.url.appendingPathComponent("\(level).zip")))
            #expect(try await analyze(archive: bytes) == tar)
        }
    }
}
