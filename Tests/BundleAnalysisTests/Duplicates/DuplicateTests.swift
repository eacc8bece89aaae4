import Testing

@testable import BundleAnalysis

@Suite("Duplicates")
struct DuplicateTests {
    private typealias Sample = DuplicateSample
    private static let esm = ",\"usedExports\":[\"a\"],\"providedExports\":[\"a\",\"b\"]"
    private static let commonJS = ",\"usedExports\":null,\"providedExports\":null"

    static let versions = DuplicateSample(
        modules: [
            Sample.app,
            .init(id: 2, name: "./node_modules/a/index.js", body: Sample.text("newer", lines: 20)),
            .init(
                id: 3, name: "./node_modules/old/node_modules/a/index.js", body: Sample.text("older"),
                stats: Sample.reasons(("./node_modules/old/index.js", "cjs require", "4:8-20"))),
            .init(id: 4, name: "./node_modules/old/index.js", body: Sample.text("old")),
        ],
        versions: [
            "node_modules/a": "2.10.0", "node_modules/old/node_modules/a": "2.9.1", "node_modules/old": "1.0.0",
        ])

    static let sameVersion = DuplicateSample(
        modules: [
            Sample.app, .init(id: 2, name: "./node_modules/a/index.js", body: Sample.text("a")),
            .init(id: 3, name: "./node_modules/b/node_modules/a/index.js", body: Sample.text("a")),
        ], versions: ["node_modules/a": "1.0.0", "node_modules/b/node_modules/a": "1.0.0"])

    static let formats = DuplicateSample(
        modules: [
            Sample.app,
            .init(id: 2, name: "./node_modules/a/es/index.js", body: Sample.text("esm"), stats: esm),
            .init(
                id: 3, name: "./node_modules/a/lib/index.js", body: Sample.text("common", lines: 15), stats: commonJS),
            .init(id: 4, name: "./node_modules/a/lib/part.js", body: Sample.text("part"), stats: commonJS),
        ], versions: ["node_modules/a": "1.0.0"])

    static let copied = DuplicateSample(modules: [
        Sample.app,
        .init(id: 2, name: "./src/shared.js", body: Sample.text("shared"), files: ["app.js", "late.js", "more.js"]),
        .init(id: 3, name: "./src/late.js", body: Sample.text("late"), files: ["late.js"]),
        .init(id: 4, name: "./src/more.js", body: Sample.text("more"), files: ["more.js"]),
    ])

    static let sameText = DuplicateSample(modules: [
        Sample.app, .init(id: 2, name: "./src/one/table.js", body: Sample.text("table")),
        .init(id: 3, name: "./src/two/table.js", body: Sample.text("table")),
        // Too short to be more than chance.
        .init(id: 4, name: "./src/three.js", body: "t.x=1"), .init(id: 5, name: "./src/four.js", body: "t.x=1"),
    ])

    @Test(
        "Each kind is found once, and as no other",
        arguments: [
            (Duplicate.Kind.versions, versions), (.sameVersion, sameVersion), (.formats, formats),
            (.copiedModule, copied), (.sameText, sameText),
        ])
    func kinds(kind: Duplicate.Kind, sample: DuplicateSample) async throws {
        let duplicates = try #require(try await sample.analyze().report.duplicates)
        #expect(duplicates.list.map(\.kind) == [kind])
        #expect(duplicates.totals.map(\.kind) == [kind])
        let duplicate = try #require(duplicates.list.first)
        #expect(duplicates.totals.first?.wasted == duplicate.wasted)
        #expect(duplicate.wasted == Size.sum(duplicate.copies.dropFirst().map(\.size)))
        #expect(duplicate.wasted.raw > 256)
        #expect(duplicate.copies.allSatisfy { $0.size.raw <= duplicate.copies[0].size.raw })
        let savings = duplicate.copies.dropFirst().compactMap(\.saving)
        #expect(duplicate.saving == Size.sum(savings))
        #expect(duplicate.saving?.raw == duplicate.wasted.raw)
    }

    @Test("A build without duplicates has none")
    func none() async throws {
        let outcome = try await Sample(modules: [Sample.app]).analyze()
        #expect(outcome.report.duplicates == Duplicates(list: [], totals: []))
        #expect(outcome.report.alternatives == [])
    }

    @Test("Of several versions, the older ones are to be upgraded, by whoever requires them")
    func upgrade() async throws {
        let report = try await Self.versions.analyze().report
        let duplicate = try #require(report.duplicates?.list.first)
        #expect(duplicate.name == "a")
        #expect(
            duplicate.remedy == .upgrade(package: "a", from: ["2.9.1"], to: "2.10.0", requiredBy: ["old"]))
        #expect(duplicate.copies.map(\.version) == ["2.10.0", "2.9.1"])
        #expect(duplicate.copies.map(\.path) == ["node_modules/a", "node_modules/old/node_modules/a"])
        let place = ImportPlace(
            module: "node_modules/old/index.js", specifier: "it", kind: .static, line: 4, column: 8)
        #expect(duplicate.copies[1].importers == [place])
        for copy in duplicate.copies {
            let ref = try #require(copy.packageRef)
            #expect(report.packages[ref - 1].path == copy.path)
        }
    }

    @Test("What mends a duplicate is said as facts")
    func remedies() async throws {
        func remedy(_ sample: DuplicateSample) async throws -> DuplicateRemedy? {
            try await sample.analyze().report.duplicates?.list.first?.remedy
        }
        #expect(try await remedy(Self.sameVersion) == .dedupe(package: "a", version: "1.0.0"))
        #expect(
            try await remedy(Self.formats)
                == .alias(package: "a", from: "node_modules/a/lib/index.js", to: "node_modules/a/es/index.js"))
        #expect(
            try await remedy(Self.copied)
                == .splitChunk(module: "src/shared.js", assets: ["app.js", "late.js", "more.js"]))
        #expect(
            try await remedy(Self.sameText)
                == .importOne(module: "src/one/table.js", insteadOf: ["src/two/table.js"]))
    }

    @Test("Packages of one purpose are alternatives, not duplicates")
    func alternatives() async throws {
        let sample = Sample(modules: [
            .init(id: 1, name: "./node_modules/moment/moment.js", body: Sample.text("moment", lines: 30)),
            .init(id: 2, name: "./node_modules/dayjs/dayjs.min.js", body: Sample.text("dayjs")),
            .init(id: 3, name: "./node_modules/lodash/lodash.js", body: Sample.text("lodash")),
        ])
        let report = try await sample.analyze().report
        #expect(report.duplicates?.list.isEmpty == true)
        let found = try #require(report.alternatives)
        #expect(found.map(\.purpose) == [.dates])
        #expect(found.first?.packages.map(\.name) == ["moment", "dayjs"])
    }

    @Test("Two files of one format, or of two formats that are not each other's counterpart, are no duplicate")
    func mixedPackage() async throws {
        let sample = Sample(modules: [
            .init(id: 1, name: "./node_modules/a/es/index.js", body: Sample.text("esm"), stats: Self.esm),
            .init(id: 2, name: "./node_modules/a/lib/vendor.js", body: Sample.text("other"), stats: Self.commonJS),
            .init(id: 3, name: "./node_modules/a/es/vendor/part.js", body: Sample.text("part"), stats: Self.esm),
        ])
        #expect(try await sample.analyze().report.duplicates?.list.isEmpty == true)
    }

    @Test("A file that passes on what its package's other file exports is no copy of it")
    func wrapper() async throws {
        let require = Sample.reasons(("./node_modules/a/index.js", "cjs require", "1:17-40"))
        let sample = Sample(modules: [
            .init(id: 1, name: "./node_modules/a/index.js", body: Sample.text("wrapper"), stats: Self.commonJS),
            .init(id: 2, name: "./node_modules/a/dist/a.min.js", body: Sample.text("a"), stats: Self.esm + require),
        ])
        #expect(try await sample.analyze().report.duplicates?.list.isEmpty == true)
    }

    @Test("Paths of one file in two formats have the same counterpart path")
    func counterparts() throws {
        let package = PackageName(ofFile: "/x/node_modules/@s/a/index.js", repository: "/x")
        func path(_ file: String) -> String? { CounterpartPath.of("node_modules/@s/a/\(file)", in: package) }
        #expect(path("es/table.js") == "table")
        #expect(path("lib/table.js") == "table")
        #expect(path("dist/a.cjs.production.min.js") == "index")
        #expect(path("dist/esm/index.mjs") == "index")
        #expect(path("helpers/esm/extends.js") == path("helpers/extends.js"))
        #expect(path("lib/a/table.js") != path("lib/table.js"))
        #expect(CounterpartPath.of("src/table.js", in: package) == nil)
    }

    @Test("Versions are ordered by their numbers, and what comes before a release is older")
    func versionOrder() {
        let ascending = ["1.0.0-alpha.2", "1.0.0-alpha.10", "1.0.0-beta", "1.0.0", "1.9.0", "1.10.0", "2.0.0"]
        for (index, version) in ascending.enumerated() {
            for (other, later) in ascending.enumerated() {
                #expect(VersionOrder.precedes(version, later) == (index < other), "\(version) \(later)")
            }
        }
    }

    @Test("More duplicates than are listed are counted")
    func limit() async throws {
        let count = DuplicateLimits.ofOneKind + 3
        let modules = (0..<count).map {
            Sample.Module(
                id: $0, name: "./src/\($0).js", body: Sample.text("m\($0)", lines: 1), files: ["a.js", "b.js"])
        }
        let duplicates = try #require(try await Sample(modules: modules).analyze().report.duplicates)
        #expect(duplicates.list.count == DuplicateLimits.ofOneKind)
        #expect(duplicates.totals.map(\.count) == [count])
        #expect((duplicates.totals.first?.wasted.raw ?? 0) > duplicates.list.reduce(0) { $0 + $1.wasted.raw })
    }

    @Test(
        "The second scheduler of a real build is the same version, installed twice",
        .enabled(if: SharedBuilds.arePresent))
    func scheduler() async throws {
        let report = try await SharedAnalyses.outcome(of: "webpack-small-v2", .product).report
        let found = report.duplicates?.list.filter { $0.kind == .sameVersion } ?? []
        #expect(found.map(\.name) == ["scheduler"])
        #expect(
            Set(found.first?.copies.map(\.path) ?? [])
                == ["node_modules/scheduler", "node_modules/react-dom/node_modules/scheduler"])
        #expect(found.first?.copies.map(\.version) == ["0.22.0", "0.22.0"])
        #expect(found.first?.copies.allSatisfy { !$0.importers.isEmpty } == true)
    }
}
