import Testing

@testable import BundleAnalysis

@Suite("The verdict on a build")
struct ChangeVerdictTests {
    private typealias Sample = ComparisonSample

    private static let place = ImportPlace(module: "src/table.ts", specifier: "lodash", kind: .static, line: 3)

    private func change(_ current: Sample, _ baseline: Sample) throws -> ChangeVerdict.Change {
        ChangeVerdict.change(
            try current.diff(against: baseline) { $0 == .package(path: "node_modules/lodash") ? Self.place : nil })
    }

    private func growth(_ current: Sample, _ baseline: Sample) throws -> ChangeVerdict.Growth? {
        guard case .changed(let growth) = try change(current, baseline) else { return nil }
        return growth
    }

    @Test("A new package is the reason, with the module that imports it")
    func imported() throws {
        let before = Sample([Sample.file("main.js", ["src/a.js": 900])])
        let after = Sample([Sample.file("main.js", ["src/a.js": 800, "node_modules/lodash/i.js": 6_800])])
        #expect(
            try growth(after, before)
                == ChangeVerdict.Growth(
                    subject: .initialScripts(entryPoint: "main"), raw: 6_700,
                    reason: .imported(name: "lodash", isPackage: true, by: Self.place), others: 0))
        // Back again: what grew a little is not why the whole is smaller.
        #expect(try growth(before, after)?.reason == .removed(name: "lodash", isPackage: true))
        #expect(try growth(before, after)?.raw == -6_700)
    }

    @Test("The entry point that changed most is named, and the others are counted")
    func largest() throws {
        func sample(_ sizes: (Int, Int, Int)) -> Sample {
            Sample([
                ("one", [Sample.file("one.js", ["src/one.js": sizes.0])]),
                ("two", [Sample.file("two.js", ["src/two.js": sizes.1])]),
                ("three", [Sample.file("three.js", ["src/three.js": sizes.2])]),
            ])
        }
        #expect(
            try growth(sample((910, 500, 300)), sample((900, 800, 300)))
                == ChangeVerdict.Growth(
                    subject: .initialScripts(entryPoint: "two"), raw: -300,
                    reason: .changed(name: "src/two.js", isPackage: false), others: 1))
    }

    @Test("What is loaded later counts if nothing else changed")
    func later() throws {
        func sample(_ size: Int) -> Sample {
            Sample([
                Sample.file("main.js", ["src/a.js": 900]),
                Sample.file("late.js", ["src/late.js": size], isInitial: false),
            ])
        }
        let growth = try growth(sample(700), sample(500))
        #expect(growth?.subject == .files(entryPoint: "main") && growth?.raw == 200)
    }

    @Test("A style sheet is no JavaScript")
    func styles() throws {
        func sample(_ size: Int) -> Sample {
            Sample([Sample.file("main.js", ["src/a.js": 900]), Sample.file("main.css", ["src/a.css": size])])
        }
        #expect(try growth(sample(700), sample(500))?.subject == .initialFiles(entryPoint: "main"))
    }

    @Test("Entry points that are new or gone are the reason themselves")
    func entryPoints() throws {
        let main = ("main", [Sample.file("main.js", ["src/a.js": 900])])
        let admin = ("admin", [Sample.file("admin.js", ["src/b.js": 600])])
        let (one, both) = (Sample([main]), Sample([main, admin]))
        #expect(try growth(both, one)?.reason == .newEntryPoint)
        #expect(try growth(both, one)?.subject == .initialScripts(entryPoint: "admin"))
        #expect(try growth(one, both)?.reason == .removedEntryPoint)
    }

    @Test("Modules that moved are no change in size, and neither are other names")
    func moved() throws {
        func sample(_ here: [String: Int], _ there: [String: Int]) -> Sample {
            Sample([Sample.file("main.js", here), Sample.file("vendor.js", there)])
        }
        let before = sample(["src/a.js": 900, "src/b.js": 600], ["src/c.js": 300])
        #expect(
            try change(sample(["src/a.js": 900], ["src/b.js": 600, "src/c.js": 300]), before) == .moved(modules: 1))
        #expect(try change(before, before) == .unchanged)
    }
}
