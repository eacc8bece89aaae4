import Testing

@testable import BundleAnalysis

@Suite("Versions in the paths of package managers' stores")
struct StoredVersionTests {
    @Test(
        "A version is what the store's folder says of the package",
        arguments: [
            ("node_modules/.pnpm/tally@1.2.3/node_modules/tally/index.js", "1.2.3"),
            ("node_modules/.pnpm/@tiny+greeting@0.4.0-beta.1/node_modules/@tiny/greeting/a/b.js", "0.4.0-beta.1"),
            ("/x/node_modules/.pnpm/tally@1.2.3_react@18.2.0_react-dom@18.2.0/node_modules/tally/index.js", "1.2.3"),
            ("node_modules/.pnpm/tally@1.2.3(react@18.2.0)/node_modules/tally/index.js", "1.2.3"),
            (".yarn/cache/tally-npm-1.2.3-0123456789.zip/node_modules/tally/index.js", "1.2.3"),
            (".yarn/cache/tally-npm-1.2.3-0123456789-abcdef0123.zip/node_modules/tally/index.js", "1.2.3"),
            (".yarn/cache/tally-npm-1.2.3-rc.1-0123456789-10c0.zip/node_modules/tally/index.js", "1.2.3-rc.1"),
            (".yarn/cache/@tiny-greeting-npm-0.4.0-0123456789.zip/node_modules/@tiny/greeting/index.js", "0.4.0"),
            (".yarn/__virtual__/a-virtual-1/0/cache/a-npm-2.0.0-0123456789-8.zip/node_modules/a/i.js", "2.0.0"),
            (".yarn/unplugged/a-npm-2.0.0-0123456789/node_modules/a/i.js", "2.0.0"),
            ("node_modules/tally/index.js", nil), ("node_modules/a/node_modules/tally/index.js", nil),
            ("node_modules/.pnpm/other@1.2.3/node_modules/tally/index.js", nil),
            ("node_modules/.pnpm/tally@file+packages+tally/node_modules/tally/index.js", nil),
            ("node_modules/.pnpm/tally@/node_modules/tally/index.js", nil),
            (".yarn/cache/tally-npm-.zip/node_modules/tally/index.js", nil),
            (".yarn/cache/tally-npm--.zip/node_modules/tally/index.js", nil),
            ("packages/tally@1.2.3/node_modules/tally/index.js", nil), ("src/index.js", nil), ("", nil),
        ] as [(String, String?)])
    func version(file: String, version: String?) {
        #expect(StoredVersion.of(PackageName(ofFile: file, repository: nil)) == version)
    }

    @Test("What the stats say of a package goes before its path")
    func stats() {
        let path = "node_modules/.pnpm/tally@1.2.3/node_modules/tally"
        var list = PackageList(versions: [(path, "1.2.4")])
        _ = list.ref(of: PackageName(ofFile: path + "/index.js", repository: nil))
        _ = list.ref(of: PackageName(ofFile: path.replacing("1.2.3", with: "2.0.0") + "/index.js", repository: nil))
        #expect(list.all.map(\.version) == ["1.2.4", "2.0.0"])
    }
}
