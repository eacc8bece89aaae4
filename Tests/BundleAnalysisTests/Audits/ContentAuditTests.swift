import Foundation
import Testing

@testable import BundleAnalysis

@Suite("Audits of what files contain")
struct ContentAuditTests {
    @Test(
        "mix-content-assets: up to three are a warning",
        arguments: [(0, .good, 1), (1, .warn, 0.63093), (3, .warn, 0.430677), (4, .bad, 0.386853)]
            as [(Int, AuditResult.Score, Double)])
    func mixed(count: Int, score: AuditResult.Score, value: Double) throws {
        let assets = (1...5).map { AuditSample.asset($0, "\($0).js") }
        var entryPoint = AuditSample.entryPoint(assets)
        // One that another entry point uses.
        entryPoint.mixedRefs = Set(assets.suffix(count).map(\.ref) + [77])
        let result = try #require(entryPoint.result(.mixContentAssets))
        #expect(result.score == score && result.weight == 20)
        let number = try #require(result.numericScore)
        #expect(abs(number.value - value) < 0.00001)
        #expect(number.absoluteWarningThrottle == 0.5 && number.relativeWarningThrottle == 0)
        #expect(result.detail?.items == assets.suffix(count).map { .value(.text($0.name)) })
    }

    @Test(
        "non-minified-assets: from 5 % of the bytes and 2,048 bytes in transit on",
        arguments: [
            ("a.js", 100_000, 50_000, 5_000, true), ("a.js", 100_000, 50_000, 4_999, false),
            ("a.css", 100_000, 50_000, 5_000, true), ("a.html", 100_000, 50_000, 50_000, false),
            // 4,096 of 8,192 bytes, compressed to a half: 2,048.
            ("a.js", 8_192, 4_096, 4_096, true), ("a.js", 8_192, 4_095, 4_096, false), ("a.js", 0, 20, 0, false),
        ])
    func nonMinified(name: String, raw: Int, gzip: Int, removable: Int, isFound: Bool) throws {
        let asset = AuditSample.asset(1, name, raw: raw, gzip: gzip, removable: removable)
        let result = try #require(AuditSample.entryPoint([asset]).result(.nonMinifiedAssets))
        #expect(result.score == (isFound ? .bad : .good) && result.weight == 20)
        #expect(result.numericScore == .init(value: isFound ? 0 : 1, absoluteWarningThrottle: 1))
        #expect(result.detail?.columns == ["name text", "saving size", "wastedPercentile text"])
        #expect(result.detail?.items.isEmpty == !isFound)
    }

    @Test("non-minified-assets: a finding says what is saved in transit")
    func saving() throws {
        let asset = AuditSample.asset(1, "a.js", raw: 30_000, gzip: 15_001, removable: 10_000)
        let items = AuditSample.entryPoint([asset]).result(.nonMinifiedAssets)?.detail?.items
        #expect(
            items == [
                .row([.name: .text("a.js"), .saving: .bytes(5_000), .wastedPercentile: .text("33.33%")])
            ])
    }

    @Test("avoid-non-esm: scripts with modules that are not ES modules, React and its scheduler aside")
    func nonESM() throws {
        func other(_ name: String) -> AuditedScript.Module {
            var module = AuditSample.module(name)
            module.isESM = false
            return module
        }
        var entryPoint = AuditSample.entryPoint((1...3).map { AuditSample.asset($0, "\($0).js") })
        entryPoint.scripts = [
            1: AuditSample.script([
                AuditSample.module("./src/a.js"), other("./node_modules/react-dom/index.js"),
                other("./node_modules/scheduler/index.js"),
            ]),
            2: AuditSample.script((1...22).map { other("./node_modules/p/\($0).js") }),
            3: AuditSample.script([other("./src/b.js"), AuditSample.module("./src/c.js")]),
        ]
        let result = try #require(entryPoint.result(.avoidNonESM))
        #expect(result.score == .notice && result.weight == 0 && result.numericScore == nil)
        #expect(result.detail?.columns == ["name text", "modules list"])
        let named = (1...20).map { AuditResult.Value.text("./node_modules/p/\($0).js") }
        #expect(
            result.detail?.items == [
                .row([.name: .text("2.js"), .modules: .list(named + [.more(2)])]),
                .row([.name: .text("3.js"), .modules: .list([.text("./src/b.js")])]),
            ])
        entryPoint.scripts = [1: AuditSample.script([AuditSample.module("./src/a.js")])]
        #expect(entryPoint.result(.avoidNonESM)?.score == .good)
    }

    @Test("avoid-side-effects: ES modules with unused exports whose code has side effects")
    func sideEffects() throws {
        func module(
            _ name: String, isESM: Bool = true, unused: Int = 2, hasSideEffects: Bool = true, isUndeclared: Bool = false
        ) -> AuditedScript.Module {
            var module = AuditSample.module(name)
            (module.isESM, module.unusedExports, module.hasSideEffects) = (isESM, unused, hasSideEffects)
            module.isUndeclared = isUndeclared
            return module
        }
        var entryPoint = AuditSample.entryPoint([AuditSample.asset(1, "1.js")])
        entryPoint.scripts[1] = AuditSample.script([
            module("./a.js", isESM: false), module("./b.js", unused: 0), module("./c.js", hasSideEffects: false),
        ])
        let none = try #require(entryPoint.result(.avoidSideEffects))
        #expect(none.score == .good && none.weight == 0 && none.numericScore == nil)
        #expect(none.detail?.columns == ["name text", "modules list", "sideEffects sideEffects"])
        #expect(none.detail?.items == [])
        entryPoint.scripts[1] = AuditSample.script([
            module("./d.js", isUndeclared: true), module("./e.js", unused: 1),
        ])
        let result = try #require(entryPoint.result(.avoidSideEffects))
        #expect(result.score == .notice)
        let found = [
            UnusedExports(module: ShownName("./d.js"), count: 2, isUndeclared: true),
            UnusedExports(module: ShownName("./e.js"), count: 1, isUndeclared: false),
        ]
        #expect(
            result.detail?.items == [
                .row([
                    .name: .text("1.js"), .modules: .list(found.map(AuditResult.Value.unusedExports)),
                    .sideEffects: .list([.nothing, .text("./e.js")]),
                ])
            ])
        entryPoint.scripts[1] = AuditSample.script((1...23).map { module("./\($0).js") })
        guard case .row(let row) = try #require(entryPoint.result(.avoidSideEffects)?.detail?.items.first),
            case .list(let modules) = row[.modules], case .list(let places) = row[.sideEffects]
        else {
            Issue.record("There is no row")
            return
        }
        #expect(modules.count == 21 && modules.last == .more(3) && places.count == 20)
    }

    @Test(
        "cache-invalidation: warns from 30 % of the bytes on under new names, bad from 80 % on",
        arguments: [(0, .good), (299, .good), (300, .warn), (799, .warn), (800, .bad), (1_000, .bad)]
            as [(Int, AuditResult.Score)])
    func cache(new: Int, score: AuditResult.Score) throws {
        var entryPoint = AuditSample.entryPoint([
            AuditSample.asset(1, "new.js", raw: new), AuditSample.asset(2, "old.js", raw: 1_000 - new),
            AuditSample.asset(3, "tmp.js", raw: 99_999, isIntermediate: true),
        ])
        #expect(entryPoint.result(.cacheInvalidation) == nil)
        entryPoint.baselineNames = [Array("old.js".utf8), Array("gone.js".utf8)]
        let result = try #require(entryPoint.result(.cacheInvalidation))
        #expect(result.score == score && result.weight == 0)
        let value = 1 - Double(new) / 1_000
        #expect(
            result.numericScore == .init(value: value, absoluteWarningThrottle: 0.75, relativeWarningThrottle: 0.1))
        #expect(result.detail?.columns == ["type text", "total size", "miss size", "rate text"])
        #expect(result.detail?.items.count == 3)
        let tenths = new % 10
        #expect(
            result.detail?.items.first
                == .row([
                    .type: .text("raw"), .total: .bytes(1_000), .miss: .bytes(new),
                    .rate: .text("\(new / 10).\(tenths)0%"),
                ]))
    }

    @Test("cache-invalidation: sizes that are not known are left out, and nothing is no waste")
    func cacheWithoutSizes() throws {
        var asset = AuditSample.asset(1, "a.js", raw: 10)
        asset.size = .unmeasured(10)
        var entryPoint = AuditSample.entryPoint([asset])
        entryPoint.baselineNames = []
        #expect(entryPoint.result(.cacheInvalidation)?.detail?.items.count == 1)
        entryPoint = AuditSample.entryPoint()
        entryPoint.baselineNames = []
        #expect(entryPoint.result(.cacheInvalidation)?.numericScore?.value == 1)
    }

    @Test("An entry point lists 2,000 findings, fewer where there are many entry points, and counts the rest")
    func limit() throws {
        #expect([1, 10, 20, 4_000, 5_000].map(AuditedEntryPoint.findingLimit) == [2_000, 2_000, 1_000, 10, 10])
        let assets = (1...7).map { AuditSample.asset($0, "\($0).js") }
        var entryPoint = AuditSample.entryPoint(assets)
        entryPoint.mixedRefs = Set(1...7)
        entryPoint.scripts = Dictionary(
            uniqueKeysWithValues: (1...7).map {
                var module = AuditSample.module("./\($0).js")
                module.isESM = false
                return ($0, AuditSample.script([module]))
            })
        entryPoint.findingLimit = 5
        let list = try #require(entryPoint.result(.mixContentAssets))
        #expect(list.detail?.items.count == 6 && list.detail?.items.last == .value(.more(2)))
        // What is not listed counts all the same.
        #expect(list.numericScore?.value == 1 / log2(9))
        let table = try #require(entryPoint.result(.avoidNonESM))
        #expect(table.detail?.items.count == 6 && table.detail?.items.last == .row([.name: .more(2)]))
    }
}
