import Foundation
import TestSupport

@testable import BundleAnalysis

/// Makes archives of builds in which something is wrong: a map, the stats, a script, or the archive itself.
struct BuildMutator {
    private enum Packing: CaseIterable {
        case tar, gzip, zstd, zip
    }

    private static let builds =
        SampleBuild.all + OddMap.all.map(\.build) + [
            SampleBuild("JSONR", [("webpack-stats-1.jsonr", StatsSample.jsonr)] + StatsSample.files),
            SampleBuild("webpack: two configurations", [("stats.json", StatsSample.configurations)]),
        ]

    private var random: SeededGenerator
    /// As `zstd` packs them; empty without it.
    private let packed: [[UInt8]]

    init(seed: UInt64) throws {
        random = SeededGenerator(seed: seed)
        packed = Archiver.zstd.isPresent ? try Self.builds.prefix(4).map { try Self.zstd($0.archive) } : []
    }

    /// The next archive.
    mutating func next() throws -> [UInt8] {
        let packing = Packing.allCases.randomElement(using: &random) ?? .tar
        if packing == .zstd, var archive = packed.randomElement(using: &random) {
            random.mutate(&archive)
            return archive
        }
        var build = Self.builds.randomElement(using: &random) ?? Self.builds[0]
        let breaksArchive = Int.random(in: 0..<5, using: &random) == 0
        if !breaksArchive { mutate(&build) }
        var archive = try Self.archive(of: build, packing)
        if breaksArchive { random.mutate(&archive) }
        return archive
    }

    /// Changes the bytes of a file, or which file has which.
    private mutating func mutate(_ build: inout SampleBuild) {
        for _ in 0..<Int.random(in: 1...3, using: &random) where !build.files.isEmpty {
            let index = Int.random(in: 0..<build.files.count, using: &random)
            let other = Int.random(in: 0..<build.files.count, using: &random)
            switch Int.random(in: 0..<12, using: &random) {
            case 0: build.files[index].bytes = build.files[other].bytes
            case 1: build.files.remove(at: index)
            case 2: random.mutate(&build.files[index].bytes)
            default:
                random.mutate(&build.files[index].bytes, alphabet: Self.alphabet(of: build.files[index].path))
            }
        }
    }

    private static func alphabet(of path: String) -> [UInt8] {
        if path.hasSuffix(".map") { return Array(#"{}[]":,;\ACDIgkz+/019-enull"#.utf8) }
        if path.hasSuffix(".js") { return Array("{}()[]\"'`/\\*=>$.,;\n 019e\u{2028}🍞".utf8) }
        return Array(#"{}[]":,\/$019-.entrufalsmd"#.utf8)
    }

    private static func archive(of build: SampleBuild, _ packing: Packing) throws -> [UInt8] {
        switch packing {
        case .tar, .zstd: build.archive
        case .gzip: try TarSample.gzipped(build.archive)
        case .zip: try ZipSample(build.files.map { .init(Array($0.path.utf8), $0.bytes, method: 8) }).bytes()
        }
    }

    private static func zstd(_ bytes: [UInt8]) throws -> [UInt8] {
        let folder = try TemporaryFolder()
        try folder.write("build.tar", bytes)
        try Archiver.zstd.run(["--quiet", "build.tar"], in: folder.url)
        return Array(try Data(contentsOf: folder.url.appendingPathComponent("build.tar.zst")))
    }
}
