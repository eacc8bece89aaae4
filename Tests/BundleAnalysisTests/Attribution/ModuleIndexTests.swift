import SourceMaps
import Testing

@testable import BundleAnalysis

@Suite("Which module of the stats a source is")
struct ModuleIndexTests {
    private static func index(_ names: [String]) -> ModuleIndex {
        var modules = StatsModules()
        for name in names {
            var module = StatsModules.Module()
            module.name = modules.intern(name)
            _ = modules.add(module)
        }
        return ModuleIndex(modules)
    }

    @Test(
        "A path that is the end of another is the same, unless what precedes it leads into a package",
        arguments: [
            (["./src/a.js", "./b.js"], "webpack://x/./src/a.js", 0), (["/proj/src/a.js"], "../src/a.js", 0),
            (["/proj/src/a.js"], "a.js", 0), (["./a.js"], "/proj/src/a.js", 0),
            (["./node_modules/p/index.js"], "index.js", nil), (["/one/src/a.js", "/two/src/a.js"], "src/a.js", nil),
            (["./src/b.js"], "src/a.js", nil),
        ] as [([String], String, Int?)])
    func same(names: [String], source: String, module: Int?) {
        #expect(Self.index(names).module(of: SourceName(source), preferring: []) == module)
    }

    @Test("Of two that may be the same, the one of the asset is")
    func preferred() {
        let index = Self.index(["/one/src/a.js", "/two/src/a.js"])
        #expect(index.module(of: SourceName("src/a.js"), preferring: [1]) == 1)
    }

    @Test("An end that too many modules have tells nothing")
    func common() {
        let names = (0..<257).map { "/proj/part-\($0)/src/index.js" }
        #expect(Self.index(names).module(of: SourceName("src/index.js"), preferring: [3]) == nil)
        #expect(Self.index(Array(names.dropLast())).module(of: SourceName("src/index.js"), preferring: [3]) == 3)
    }
}
