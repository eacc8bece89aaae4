import Testing

@testable import BundleAnalysis

@Suite("Patterns of file names")
struct GlobTests {
    @Test(
        "A pattern matches whole names, byte by byte",
        arguments: [
            ("main.js", ["main.js"], ["main.jsx", "amain.js", "a/main.js"]),
            ("*.js", ["main.js", ".js"], ["a/main.js", "main.css"]),
            ("main.*.js", ["main.abc.js", "main..js"], ["main.js", "main.a/b.js"]),
            ("**/*.js", ["a.js", "x/a.js", "x/y/a.js"], ["x/y/a.css"]),
            ("a/**/b.js", ["a/b.js", "a/x/b.js", "a/x/y/b.js"], ["ab.js", "a/xb.js", "b.js"]),
            ("a/**", ["a/b", "a/b/c", "a/"], ["a", "b/a/c"]), ("**", ["a", "a/b", ""], []),
            ("a**b", ["ab", "axb"], ["a/b"]), ("?.js", ["a.js"], ["/.js", ".js", "é.js"]),
            (#"\*\[x\].js"#, ["*[x].js"], ["a[x].js"]), ("café.js", ["café.js"], ["cafe\u{301}.js"]),
            ("**/a/**/b", ["a/b", "x/a/y/z/b"], ["xa/b", "a/xb"]),
        ] as [(String, [String], [String])])
    func matches(_ pattern: String, _ yes: [String], _ no: [String]) throws {
        let glob = try Glob(pattern)
        for name in yes { #expect(glob.matches(name), "\(name)") }
        for name in no { #expect(!glob.matches(name), "\(name)") }
    }

    @Test("A pattern that would make others go back and forth takes no longer")
    func linear() throws {
        let glob = try Glob(String(repeating: "*a", count: 127) + "b")
        let clock = ContinuousClock()
        let time = clock.measure { #expect(!glob.matches(String(repeating: "a", count: 4_096))) }
        #expect(time < .seconds(5))
    }
}
