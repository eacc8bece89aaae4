import Foundation
import Testing

@testable import BundleAnalysis

@Suite("Builds to compare, as they are stored")
struct StoredBuildTests {
    private typealias Sample = ComparisonSample

    @Test("A build of an outcome equals the build of the outcome's stored files", arguments: SampleBuild.all)
    func stored(sample: SampleBuild) async throws {
        let outcome = try await analyze(archive: sample.archive)
        let direct = ComparedBuild(outcome)
        let stored = try ComparedBuild(
            report: outcome.report.encoded(PlainWording()), content: ModuleTreeNode.encoded(outcome.content))
        #expect(stored.report == direct.report)
        #expect(stored.contents == direct.contents && stored.leaves.map(\.size) == direct.leaves.map(\.size))
        #expect(stored.leaves.map { stored.names[$0.path] } == direct.leaves.map { direct.names[$0.path] })
        #expect(stored.leaves.map(\.package) == direct.leaves.map(\.package))
        // Every byte of the content is there, and it differs from itself in nothing.
        let bytes = outcome.content.filter { $0.children != nil }.reduce(0) { $0 + $1.value }
        #expect(direct.leaves.reduce(0) { $0 + $1.size.raw } == bytes)
        let diff = BuildComparison.diff(stored, against: direct)
        #expect(diff.change == ChangeAccount(change: .zero, other: .zero))
        #expect(diff.assets.allSatisfy { $0.rule == .name })
    }

    @Test("Leaves have the ref of their package, and what is no module has none")
    func packageRefs() async throws {
        for sample in SampleBuild.all {
            let outcome = try await analyze(archive: sample.archive)
            for root in outcome.content {
                let asset = try #require(outcome.report.assets.first { $0.name == root.name })
                var (sizes, open) = ([Int: Size](), root.children ?? [])
                while let node = open.popLast() {
                    open += node.children ?? []
                    if let ref = node.packageRef { sizes[ref] = (sizes[ref] ?? .zero) + node.size }
                    if ContentName.all.contains(node.name) { #expect(node.packageRef == nil) }
                }
                // But for a style sheet that is one piece, and the project's own.
                guard root.attribution != .whole else { continue }
                for package in asset.packageRefs where package.size != .zero {
                    #expect(sizes[package.ref] == package.size, "\(sample) \(root.name)")
                }
            }
        }
    }

    @Test("Without refs of packages the paths tell them, by the package's path or its only name")
    func withoutRefs() throws {
        var sample = Sample(
            [Sample.file("main.js", ["node_modules/x/lib/i.js": 9, "src/a.js": 4, "node_modules/@s/y/i.js": 3])])
        let with = try sample.build()
        sample.hasPackageRefs = false
        let without = try sample.build()
        #expect(without.leaves.map(\.package) == with.leaves.map(\.package))
        #expect(without.leaves.map { without.names[$0.path] } == ["i.js", "lib/i.js", "src/a.js", "(runtime)"])
        let moved = try String(decoding: sample.report(), as: UTF8.self)
            .replacingOccurrences(of: #"node_modules\/x"#, with: #"apps\/shop\/node_modules\/x"#)
        let build = try ComparedBuild(report: Data(moved.utf8), content: sample.content())
        #expect(build.packages.map(\.path) == ["node_modules/@s/y", "apps/shop/node_modules/x", "(Source Code)"])
        #expect(BuildComparison.diff(build, against: with).change.causes.isEmpty)
    }

    @Test("A module that others were put together in is the same, however many they are")
    func concatenated() throws {
        func build(_ name: String) throws -> ComparedBuild {
            let content =
                #"[{"name":"a.js","value":5,"children":[{"name":"src","value":5,"children":[{"value":5,"modules":["x"],"name":"\#(name)"}]}]}]"#
            let report = #"{"entryPoints":[],"assets":[{"ref":1,"name":"a.js","type":"js","size":{"raw":5}}]}"#
            return try ComparedBuild(report: Data(report.utf8), content: Data(content.utf8))
        }
        let one = try build("i.js + 3 modules (concatenated)")
        #expect(one.leaves.map { one.names[$0.path] } == ["src/i.js"])
        let other = try build("i.js (concatenated)")
        #expect(other.leaves.map { other.names[$0.path] } == ["src/i.js"])
    }

    @Test("Reports of older versions, and of newer ones with more in them, are read")
    func otherVersions() throws {
        let report = """
            {"entryPoints": [{"name": "m", "size": {"raw": 5, "gzip": 1, "brotli": 1}, "initialSize": {"raw": 5},
              "assetRefs": [1, 7], "initialChunkRefs": [9], "visit": {"form": "new"}, "more": [1]}],
             "assets": [{"ref": 1, "name": "a.js", "type": "hologram", "size": {"raw": -5, "gzip": 9e300}}]}
            """
        #expect(throws: StoredBuildFault.invalidReport) { try ComparedBuild(report: Data(report.utf8), content: nil) }
        let text = report.replacingOccurrences(of: "9e300", with: "9223372036854775807")
        let build = try ComparedBuild(report: Data(text.utf8), content: nil)
        #expect(build.report.assets[0].type == .other)
        #expect(build.report.assets[0].size == AssetSize(raw: 0, gzip: 1 << 40, brotli: nil))
        let diff = BuildComparison.diff(build, against: build)
        #expect(diff.entryPoints[0].assetCount == Compared(current: 1, baseline: 1))
        #expect(diff.entryPoints[0].visit == Compared(current: nil, baseline: nil))
    }

    @Test(
        "What is no report and no content is refused",
        arguments: [
            "", "[", "{}", "[1]", "[{]", "[{\"name\":1}]", "[{\"children\":[", "[{\"name\":\"a\"}", "[{\"a\":}]", "nul",
            "[{\"a\":[1,{]}]",
        ])
    func invalid(text: String) throws {
        let report = try Sample([Sample.file("a.js", ["a": 1])]).report()
        #expect(throws: StoredBuildFault.invalidContent) { try ComparedBuild(report: report, content: Data(text.utf8)) }
        #expect(throws: StoredBuildFault.invalidReport) { try ComparedBuild(report: Data(text.utf8), content: nil) }
    }

    @Test("Content that nests too deep is refused, and huge sizes do not overflow")
    func hostile() throws {
        func content(_ depth: Int) -> Data {
            let open = String(repeating: #"{"name":"x","value":1e300,"children":["#, count: depth - 1)
            let text = "[" + open + #"{"name":"l","value":1e300,"gzip":-3}"# + String(repeating: "]}", count: depth - 1)
            return Data((text + "]").utf8)
        }
        let leaves = try ContentReader.leaves(of: content(ComparisonLimits.depth))
        #expect(leaves.leaves.map(\.size) == [Size(raw: 1 << 36, gzip: 0, brotli: 0)])
        #expect(throws: StoredBuildFault.invalidContent) {
            try ContentReader.leaves(of: content(ComparisonLimits.depth + 1))
        }
    }
}
