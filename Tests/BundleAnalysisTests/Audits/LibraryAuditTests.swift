import Foundation
import Testing

@testable import BundleAnalysis

@Suite("Audits of libraries")
struct LibraryAuditTests {
    private func duplicated(_ count: Int) -> [String] {
        (0..<count).flatMap { ["node_modules/p\($0)", "node_modules/q/node_modules/p\($0)"] } + ["node_modules/q"]
    }

    @Test(
        "duplicate-libraries: up to four are a warning, and the first ones count the most",
        arguments: [(0, .good, 1), (1, .warn, 0.63093), (2, .warn, 0.5), (4, .warn, 0.386853), (5, .bad, 0.356207)]
            as [(Int, AuditResult.Score, Double)])
    func duplicates(count: Int, score: AuditResult.Score, value: Double) throws {
        let entryPoint = AuditSample.entryPoint(packages: AuditSample.packages(duplicated(count)))
        let result = try #require(entryPoint.result(.duplicateLibraries))
        #expect(result.score == score)
        #expect(result.weight == 20)
        let number = try #require(result.numericScore)
        #expect(abs(number.value - value) < 0.00001)
        #expect(number.absoluteWarningThrottle == 0.4 && number.relativeWarningThrottle == 0)
        #expect(result.detail?.columns == ["name text", "versions list", "refs trace"])
        #expect(result.detail?.items.count == count)
    }

    @Test("duplicate-libraries: a finding names the places and versions, and the packages' refs")
    func duplicate() throws {
        let packages = [
            AuditSample.package(6, "node_modules/react-dom/node_modules/scheduler", version: "0.22.0"),
            AuditSample.package(7, nil), AuditSample.package(8, "node_modules/scheduler", version: nil),
        ]
        let result = try #require(AuditSample.entryPoint(packages: packages).result(.duplicateLibraries))
        #expect(
            result.detail?.items == [
                .row([
                    .name: .text("scheduler"),
                    .versions: .list([
                        .text("node_modules/react-dom/node_modules/scheduler@0.22.0"), .text("node_modules/scheduler"),
                    ]),
                    .refs: .list([.ref(6), .ref(8)]),
                ])
            ])
    }

    @Test(
        "duplicate-libraries: libraries that do the same collide under one name",
        arguments: [
            (["moment", "dayjs"], "date"), (["date-fns", "js-joda"], "date"), (["lodash", "lodash-es"], "lodash"),
            (["echarts", "bizcharts", "highcharts"], "charts"), (["moment", "lodash", "echarts"], nil),
            (["@x/moment", "dayjs"], nil),
        ] as [([String], String?)])
    func aliases(names: [String], expected: String?) throws {
        let packages = AuditSample.packages(names.map { "node_modules/\($0)" })
        let items = try #require(
            AuditSample.entryPoint(packages: packages).result(.duplicateLibraries)?.detail?.items)
        let found = items.compactMap { item -> AuditResult.Value? in
            if case .row(let row) = item { row[.name] } else { nil }
        }
        #expect(found == (expected.map { [.text($0)] } ?? []))
    }

    @Test(
        "large-libraries: more than 100,000 bytes, of which some are initial, up to five are a warning",
        arguments: [
            ([(100_000, 1)], .good, 0), ([(100_001, 0)], .good, 0), ([(100_001, 1)], .warn, 1),
            (Array(repeating: (200_000, 9), count: 5), .warn, 5), (Array(repeating: (200_000, 9), count: 6), .bad, 6),
        ] as [([(Int, Int)], AuditResult.Score, Int)])
    func large(sizes: [(raw: Int, initial: Int)], score: AuditResult.Score, count: Int) throws {
        let packages = sizes.enumerated().map {
            AuditSample.package($0 + 1, "node_modules/p\($0)", raw: $1.raw, initial: $1.initial)
        }
        let own = AuditSample.package(99, nil, raw: 500_000)
        let result = try #require(AuditSample.entryPoint(packages: packages + [own]).result(.largeLibraries))
        #expect(result.score == score)
        #expect(result.weight == 10)
        #expect(result.detail?.items.count == count)
        #expect(result.detail?.columns == ["name text", "size size", "ref trace"])
        let all = Double(packages.reduce(500_000) { $0 + $1.size.raw })
        let value = 1 - Double(count > 0 ? packages.reduce(0) { $0 + $1.size.raw } : 0) / all
        #expect(
            result.numericScore == .init(value: value, absoluteWarningThrottle: 0.9, relativeWarningThrottle: 0.1))
    }

    @Test(
        "large-libraries: what a page cannot do without is exempt, and so is the project's own code",
        arguments: ["react-dom", "vue", "lodash-es", "rxjs", "antd", nil])
    func exempt(name: String?) throws {
        let package = AuditSample.package(1, name.map { "node_modules/\($0)" }, raw: 900_000)
        let result = try #require(AuditSample.entryPoint(packages: [package]).result(.largeLibraries))
        #expect(result.score == .good && result.numericScore?.value == 1)
        #expect(AuditSample.entryPoint().result(.largeLibraries)?.numericScore?.value == 1)
    }

    @Test("uncontrolled-libraries: the first ten without a version, if the stats list versions at all")
    func uncontrolled() throws {
        let unknown = (1...12).map { AuditSample.package($0, "node_modules/p\($0)", version: nil) }
        let known = AuditSample.package(20, "node_modules/k")
        let own = AuditSample.package(21, nil, version: nil)
        var entryPoint = AuditSample.entryPoint(packages: [known, own] + unknown)
        #expect(entryPoint.result(.uncontrolledLibraries) == nil)
        entryPoint.listsVersions = true
        let result = try #require(entryPoint.result(.uncontrolledLibraries))
        #expect(result.score == .bad && result.weight == 0)
        #expect(result.numericScore == .init(value: 0, absoluteWarningThrottle: 1))
        #expect(result.detail?.columns == ["name text", "ref trace"])
        #expect(result.detail?.items.count == 10)
        #expect(result.detail?.items.first == .row([.name: .text("node_modules/p1"), .ref: .ref(1)]))
        entryPoint.packages = [known, own]
        #expect(entryPoint.result(.uncontrolledLibraries)?.score == .good)
        #expect(entryPoint.result(.uncontrolledLibraries)?.numericScore?.value == 1)
    }

    @Test("unhealthy-libraries: moment, process, and lodash as a whole, always in this order")
    func unhealthy() throws {
        var entryPoint = AuditSample.entryPoint([AuditSample.asset(1, "a.js")])
        entryPoint.packages = AuditSample.packages([
            "node_modules/lodash", "node_modules/process", "node_modules/moment",
        ])
        entryPoint.scripts[1] = AuditSample.script([AuditSample.module("./node_modules/lodash/debounce.js")])
        let two = try #require(entryPoint.result(.unhealthyLibraries))
        #expect(two.score == .warn && two.weight == 5)
        #expect(two.numericScore == .init(value: 0.5, absoluteWarningThrottle: 0.5, relativeWarningThrottle: 0))
        #expect(two.detail?.columns == ["name text", "desc text", "link link"])
        #expect(
            two.detail?.items.first
                == .row([.name: .text("moment"), .desc: .advice(.moment), .link: .text("https://day.js.org")]))
        entryPoint.scripts[1] = AuditSample.script([AuditSample.module("./node_modules/lodash/lodash.js")])
        let three = try #require(entryPoint.result(.unhealthyLibraries))
        #expect(three.score == .warn)
        #expect(three.numericScore?.value == 1 / log2(5))
        entryPoint.packages = []
        entryPoint.scripts[1] = AuditSample.script([AuditSample.module("./vendor/lodash.js")])
        #expect(entryPoint.result(.unhealthyLibraries)?.score == .good)
    }
}
