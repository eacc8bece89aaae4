import Domain
import Testing

@Suite("The packages of an artifact")
struct ArtifactPackageTests {
    private static func package(
        _ name: String, raw: Int = 1, copies: Int = 1, versions: [String] = []
    ) -> ArtifactPackage {
        ArtifactPackage(
            name: name, versions: versions, copies: copies, size: Artifact.Size(raw: raw, gzip: nil, brotli: nil))
    }

    @Test("The largest are recorded, as many as may be, and the rest is counted")
    func limit() {
        let all = (0..<ArtifactPackages.maximum + 5).map { Self.package("p\($0)", raw: $0) }
        let packages = ArtifactPackages(all)
        #expect(packages.total == all.count && packages.recorded.count == ArtifactPackages.maximum)
        #expect(!packages.recorded.contains { $0.name == "p4" } && packages.recorded.contains { $0.name == "p5" })
        #expect(packages.digest == nil)
    }

    @Test("A name or a version that no store takes is counted, but not recorded")
    func unrecordable() {
        let names = ["", "a\u{0}b", String(repeating: "é", count: ArtifactPackage.longestName / 2 + 1)]
        let longest = String(repeating: "n", count: ArtifactPackage.longestName)
        let packages = ArtifactPackages(names.map { Self.package($0) } + [Self.package(longest)])
        #expect(packages.total == 4 && packages.recorded.map(\.name) == [longest] && packages.digest == nil)
        let versions = ["1\u{0}", String(repeating: "1", count: ArtifactPackage.longestVersion + 1)]
        let many = (0...ArtifactPackage.maximumVersions).map { "\($0)" }
        let recorded = ArtifactPackages([Self.package("a", versions: versions + many)]).recorded
        #expect(recorded.first?.versions == Array(many.dropLast()))
    }

    @Test("The digest is that of names and duplicates, in any order, whatever the sizes are")
    func digest() {
        let (a, b) = (Self.package("a"), Self.package("b"))
        let digest = ArtifactPackages([a, b]).digest
        #expect(ArtifactPackages([b, Self.package("a", raw: 9)]).digest == digest)
        #expect(ArtifactPackages([a]).digest != digest && ArtifactPackages([Self.package("ab")]).digest != digest)
        #expect(ArtifactPackages([Self.package("a", copies: 2), b]).digest != digest)
        #expect(ArtifactPackages([]).digest != nil)
    }

    @Test("What changed from one build to the next is told by the bytes of the names")
    func changes() {
        func list(_ copies: [(String, Int)]) -> [PackageChanges.Listed] {
            copies.map { PackageChanges.Listed(name: $0.0, copies: $0.1) }
        }
        let before = list([("moment", 1), ("a", 1), ("lodash", 2), ("é", 1)])
        let after = list([("lodash", 1), ("a", 3), ("e\u{301}", 1), ("new", 2)])
        let changes = PackageChanges(from: before, to: after)
        #expect(changes.added.map { Array($0.utf8) } == ["e\u{301}", "new"].map { Array($0.utf8) })
        #expect(changes.removed.map { Array($0.utf8) } == ["moment", "é"].map { Array($0.utf8) })
        #expect(changes.duplicated == ["a", "new"] && changes.deduplicated == ["lodash"])
        #expect(PackageChanges(from: before, to: before.reversed()).isEmpty)
    }
}
