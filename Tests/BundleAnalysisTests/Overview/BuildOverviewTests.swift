import Foundation
import Testing

@testable import BundleAnalysis

@Suite("What a build's page shows of it")
struct BuildOverviewTests {
    private typealias Sample = ComparisonSample

    private func overview(
        _ sample: Sample, _ part: BuildOverview.Part = .front, against baseline: Sample? = nil
    ) throws -> BuildOverview {
        let stored = try StoredBuild(report: sample.report(), content: sample.content(), imports: nil)
        return BuildOverview(part, of: stored, against: try baseline?.build())
    }

    @Test("Stored files make the change report that the analysis makes", arguments: SampleBuild.all)
    func sameReport(sample: SampleBuild) async throws {
        let outcome = try await analyze(archive: sample.archive)
        let stored = try StoredBuild(
            report: outcome.report.encoded(PlainWording()), content: ModuleTreeNode.encoded(outcome.content),
            imports: ImportGraph(decoding: outcome.imports.encoded()))
        #expect(ChangeReport(stored, diff: nil) == ChangeReport(outcome, diff: nil))
        let baseline = try Sample([Sample.file("main.js", ["src/gone.js": 900])]).build()
        let chains = ImportChains(outcome.imports)
        let diff = BuildComparison.diff(ComparedBuild(outcome), against: baseline) { chains.place(of: $0) }
        let found = stored.diff(against: baseline)
        #expect(ChangeReport(stored, diff: found) == ChangeReport(outcome, diff: diff))
    }

    @Test("Its numbers are those of the change report, and causes with the rest are the whole change")
    func sameNumbers() throws {
        let before = Sample([Sample.file("main.1a2b3c4d.js", ["src/a.js": 900])])
        let after = Sample([Sample.file("main.5e6f7a8b.js", ["src/a.js": 800, "node_modules/lodash/i.js": 6_800])])
        let overview = try overview(after, against: before)
        let stored = try StoredBuild(report: after.report(), content: after.content(), imports: nil)
        let report = ChangeReport(stored, diff: stored.diff(against: try before.build()))
        #expect(overview.verdict == report.verdict && overview.causes == report.causes)
        #expect(overview.other == report.other && overview.isCompared)
        #expect(overview.entries.rows.map(\.size.current) == report.entryPoints.map(\.size.current))
        let change = (overview.size.current?.raw ?? 0) - (overview.size.baseline?.raw ?? 0)
        #expect(overview.causes.reduce(overview.other?.raw ?? 0) { $0 + $1.change.raw } == change && change == 6_700)
    }

    @Test("Changed files come first, the largest change first, paired by their names without hashes")
    func assets() throws {
        let before = Sample([
            Sample.file("huge.js", ["src/h.js": 90_000]), Sample.file("main.1a2b3c4d.js", ["src/a.js": 900]),
            Sample.file("gone.js", ["src/gone.js": 5_000]),
        ])
        let after = Sample([
            Sample.file("huge.js", ["src/h.js": 90_000]), Sample.file("main.5e6f7a8b.js", ["src/a.js": 950]),
            Sample.file("new.js", ["src/new.js": 700]),
        ])
        let assets = try overview(after, against: before).assets.rows
        #expect(assets.map(\.name) == ["gone.js", "new.js", "main.5e6f7a8b.js", "huge.js"])
        #expect(assets.map(\.state) == [.removed, .new, .changed, .same])
        #expect(assets[2].baselineName == "main.1a2b3c4d.js" && assets[2].sizes.baseline?.raw == 1_000)
        #expect(assets[3].baselineName == nil)
        // Alone, the largest is first.
        #expect(try overview(after).assets.rows.map(\.name) == ["huge.js", "main.5e6f7a8b.js", "new.js"])
    }

    @Test("A package has its share and both versions, and its change is that of the paired one")
    func packages() throws {
        let file = { (bytes: Int) in Sample.file("main.js", ["node_modules/lodash/i.js": bytes, "src/a.js": 90]) }
        let before = Sample([file(1_000)], versions: ["node_modules/lodash": "4.17.20"])
        let after = Sample([file(1_500)], versions: ["node_modules/lodash": "4.17.21"])
        func withRefs(_ sample: Sample, _ bytes: Int) throws -> Data {
            let text = String(decoding: try sample.report(), as: UTF8.self)
            let refs = #"[{"ref":1,"size":{"raw":\#(bytes),"gzip":1,"brotli":1}}]"#
            return Data(
                text.replacing(
                    #""name":"main.js","ref":1"#, with: #""name":"main.js","packageRefs":\#(refs),"ref":1"#
                ).utf8)
        }
        let stored = try StoredBuild(report: withRefs(after, 1_500), content: after.content(), imports: nil)
        let baseline = try ComparedBuild(report: withRefs(before, 1_000), content: before.content())
        let packages = BuildOverview(.front, of: stored, against: baseline).packages.rows
        #expect(packages.map(\.name) == ["lodash"])
        #expect(packages.first?.size.raw == 1_500 && packages.first?.change == 500)
        #expect(packages.first?.version == "4.17.21" && packages.first?.baselineVersion == "4.17.20")
    }

    @Test("A long section is cut on the page of the whole build, and its own pages have every row once")
    func capped() throws {
        let count = OverviewLimits.page + 7
        let sample = Sample((0..<count).map { Sample.file("f\($0).js", ["src/\($0).js": 10 + $0]) })
        let front = try overview(sample)
        #expect(front.assets.rows.count == OverviewLimits.front(.assets) && front.assets.total == count)
        var seen: [String] = []
        while seen.count < count {
            let page = try overview(sample, .section(.assets, from: seen.count))
            #expect(page.assets.from == seen.count && page.packages.rows.isEmpty && page.entries.rows.isEmpty)
            #expect(page.packages.total == front.packages.total)
            guard !page.assets.rows.isEmpty else { break }
            seen += page.assets.rows.map(\.name)
        }
        #expect(seen.count == count && Set(seen).count == count)
        #expect(try overview(sample, .section(.assets, from: .max - OverviewLimits.page)).assets.rows.isEmpty)
    }

    @Test("What an audit could save is told where the report knows it")
    func savings() throws {
        let text = String(decoding: try Sample([Sample.file("main.js", ["src/a.js": 90])]).report(), as: UTF8.self)
        let audits = #"""
            "audits":[{"id":"non-minified-assets","score":0,"detail":{"items":[{"name":"main.js","saving":700},
              {"name":"b.js","saving":300}]}},
             {"id":"compression-notice","score":2,"detail":{"items":[{"name":"main.js"}]}},
             {"id":"mix-content-assets","score":0,"detail":{"items":["main.js"]}},
             {"id":"of-tomorrow","title":"Title","desc":"Text","score":1,"detail":{"items":["x"]}},
             {"id":"http2-notice","score":3,"detail":{"items":["main.js"]}}],
            """#
        let from = try #require(text.range(of: #""audits":["#))
        let end = try #require(text.range(of: #""chunkRefs""#))
        let report = text.replacingCharacters(in: from.lowerBound..<end.lowerBound, with: audits)
        let stored = try StoredBuild(report: Data(report.utf8), content: nil, imports: nil)
        let found = try #require(BuildOverview(.front, of: stored, against: nil).audits.rows.first).audits
        #expect(found[0].saving == AuditSaving(bytes: 1_000, isCompressed: true) && found[0].findings == 2)
        #expect(found[1].saving == AuditSaving(bytes: 100, isCompressed: false))
        #expect(found[2].saving == nil && found[2].items.map(\.name) == ["main.js"])
        #expect(found[3].title == "Title" && found[3].desc == "Text" && found[2].title == nil)
        #expect(found[4].items.isEmpty && found[4].saving == nil)
    }

    @Test("Numbers that no build has overflow nothing")
    func hostile() throws {
        let size = #"{"raw":\#(Int.max),"gzip":\#(Int.max),"brotli":\#(Int.max)}"#
        let part = #"{"ref":1,"size":\#(size)}"#
        let total = #""count":\#(Int.max),"wasted":\#(size)"#
        let report = #"""
            {"score":1,"packages":[{"ref":1,"name":"a","path":"node_modules/a"}],
             "assets":[{"ref":1,"name":"a.js","type":"js","size":\#(size),"packageRefs":[\#(part),\#(part)]}],
             "entryPoints":[{"name":"m","size":\#(size),"initialSize":\#(size),"assetRefs":[1],"audits":[]}],
             "duplicates":{"list":[],"totals":[{"kind":"versions",\#(total)},{"kind":"formats",\#(total)}]}}
            """#
        let stored = try StoredBuild(report: Data(report.utf8), content: nil, imports: nil)
        let overview = BuildOverview(.front, of: stored, against: stored.build)
        #expect(overview.packages.rows.first?.size.raw == 2 * StatsLimits.assetBytes)
        #expect(overview.unlistedDuplicates == 2 * Int(Int32.max))
    }
}
