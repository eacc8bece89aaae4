import Foundation
import Testing

@testable import BundleAnalysis

@Suite("Pairing of assets")
struct AssetPairingTests {
    private typealias Sample = ComparisonSample

    /// `current < baseline (rule)`, or `-` for none.
    private func pairs(_ current: [Sample.File], _ baseline: [Sample.File]) throws -> [String] {
        try Sample(current).diff(against: Sample(baseline)).assets.map {
            "\($0.current?.name ?? "-") < \($0.baseline?.name ?? "-")\($0.rule.map { " (\($0.rawValue))" } ?? "")"
        }
    }

    private func image(_ name: String, _ raw: Int) -> Sample.File {
        Sample.File(name: name, rest: Size(raw: raw, gzip: raw, brotli: raw))
    }

    @Test("The same name comes first, then the same name but for its hash")
    func names() throws {
        let found = try pairs(
            [
                Sample.file("main.11111111.js", ["src/a.js": 500]), Sample.file("b.js", ["src/b.js": 500]),
                image("new.png", 7),
            ],
            [
                Sample.file("b.js", ["src/a.js": 500]), Sample.file("main.22222222.js", ["src/b.js": 500]),
                image("old.png", 8),
            ])
        #expect(
            found == [
                "main.11111111.js < main.22222222.js (hash)", "b.js < b.js (name)", "new.png < -", "- < old.png",
            ])
    }

    @Test("Files of one name but for their hashes are kept apart by the modules they share")
    func collisions() throws {
        let found = try pairs(
            [
                Sample.file("11111111.js", ["src/a.js": 500, "src/c.js": 10]),
                Sample.file("11111112.js", ["src/b.js": 500]),
            ],
            [Sample.file("22222221.js", ["src/b.js": 500]), Sample.file("22222222.js", ["src/a.js": 500])])
        #expect(found == ["11111111.js < 22222222.js (modules)", "11111112.js < 22222221.js (modules)"])
    }

    @Test("A file under another name is known by its modules, unless it has less than half in common, or another type")
    func modules() throws {
        #expect(
            try pairs(
                [Sample.file("new.js", ["src/a.js": 500, "src/b.js": 499])],
                [Sample.file("old.js", ["src/a.js": 500, "src/c.js": 499])]) == ["new.js < old.js (modules)"])
        #expect(
            try pairs(
                [Sample.file("new.js", ["src/a.js": 500, "src/b.js": 502])],
                [Sample.file("old.js", ["src/a.js": 500, "src/c.js": 502])]) == ["new.js < -", "- < old.js"])
        #expect(
            try pairs([Sample.file("new.css", ["src/a.js": 500])], [Sample.file("old.js", ["src/a.js": 500])])
                == ["new.css < -", "- < old.js"])
    }

    @Test("What is left is paired by its size: namesakes by the closest, others only where it is the very same")
    func sizes() throws {
        let found = try pairs(
            [
                image("aaaaaaa1.png", 1_000), image("aaaaaaa2.png", 2_000), image("aaaaaaa3.png", 9_000),
                image("renamed.jpg", 555), image("other.gif", 10),
            ],
            [
                image("bbbbbbb1.png", 2_050), image("bbbbbbb2.png", 1_000), image("bbbbbbb3.png", 100),
                image("before.jpg", 555), image("another.gif", 11),
            ])
        #expect(
            found == [
                "aaaaaaa1.png < bbbbbbb2.png (size)", "aaaaaaa2.png < bbbbbbb1.png (size)", "aaaaaaa3.png < -",
                "renamed.jpg < before.jpg (size)", "other.gif < -", "- < bbbbbbb3.png", "- < another.gif",
            ])
    }

    @Test("A module that is in very many files says nothing about which belong together, and costs little")
    func commonModules() throws {
        let count = ComparisonLimits.sharingAssets
        func files(_ prefix: String, _ count: Int) -> [Sample.File] {
            (0..<count).map { Sample.file("\(prefix)\($0).js", ["src/everywhere.js": 500]) }
        }
        #expect(try pairs(files("new", 1), files("old", count)).filter { $0.hasSuffix("(modules)") }.count == 1)
        #expect(try pairs(files("new", 1), files("old", count + 1)).filter { $0.hasSuffix("(modules)") }.isEmpty)
    }
}
