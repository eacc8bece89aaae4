import Testing

@testable import BundleAnalysis

@Suite("Ranges of versions")
struct SemanticRangeTests {
    @Test(
        "A range has the versions that npm says it has",
        arguments: [
            ("1.2.3", ["1.2.3", "v1.2.3", "1.2.3+build"], ["1.2.4", "1.2.3-a"]),
            ("=1.2.3", ["1.2.3"], ["1.2.2"]), (">1.2.3 <2", ["1.2.4", "1.9.9"], ["1.2.3", "2.0.0", "2.0.0-a"]),
            ("> 1.2.3", ["1.2.4"], ["1.2.3"]), (">= 1.2", ["1.2.0"], ["1.1.9"]), (">1.2", ["1.3.0"], ["1.2.9"]),
            (">1", ["2.0.0"], ["1.9.9"]), ("<1.2", ["1.1.9"], ["1.2.0", "1.2.0-a"]), ("<=1.2", ["1.2.9"], ["1.3.0"]),
            ("<=1", ["1.9.9"], ["2.0.0"]), ("<=1.2.3", ["1.2.3"], ["1.2.4"]),
            ("^1.2.3", ["1.2.3", "1.9.0"], ["1.2.2", "2.0.0", "2.0.0-a"]),
            ("^0.2.3", ["0.2.3", "0.2.9"], ["0.3.0", "0.2.2"]), ("^0.0.3", ["0.0.3"], ["0.0.4", "0.0.2"]),
            ("^1.2.x", ["1.2.0", "1.9.0"], ["2.0.0"]), ("^0.0.x", ["0.0.9"], ["0.1.0"]), ("^0.0", ["0.0.1"], ["0.1.0"]),
            ("^0.x", ["0.9.0"], ["1.0.0"]), ("^1", ["1.0.0"], ["2.0.0"]), ("~1.2.3", ["1.2.9"], ["1.3.0", "1.2.2"]),
            ("~1.2", ["1.2.0"], ["1.3.0"]), ("~1", ["1.9.0"], ["2.0.0"]), ("~>1.2", ["1.2.9"], ["1.3.0"]),
            ("1.x", ["1.0.0", "1.9.9"], ["2.0.0", "0.9.9"]), ("1.2.*", ["1.2.9"], ["1.3.0"]),
            ("1", ["1.5.0"], ["2.0.0"]),
            ("*", ["0.0.1", "99.0.0"], ["1.0.0-a"]), ("", ["1.0.0"], ["1.0.0-a"]), ("x.1", ["7.0.0"], []),
            ("1.2 - 2.3", ["1.2.0", "2.3.9"], ["1.1.9", "2.4.0"]), ("1.2.3 - 2.3.4", ["2.3.4"], ["2.3.5", "1.2.2"]),
            ("1 - 2", ["1.0.0", "2.9.9"], ["3.0.0"]), ("* - 2", ["0.0.1"], ["3.0.0"]),
            ("^1.2.3 || 3.x||5.0.0", ["1.3.0", "3.9.0", "5.0.0"], ["2.0.0", "5.0.1"]),
            (
                "^1.2.3-beta.2", ["1.2.3-beta.2", "1.2.3-beta.11", "1.2.3", "1.9.0"],
                ["1.2.3-beta.1", "1.3.0-beta.3", "1.2.3-alpha"]
            ),
            (">1.2.3-alpha.3", ["1.2.3-alpha.7", "3.4.5"], ["3.4.5-alpha.9", "1.2.3-alpha.3"]),
            (">=1.0.0-rc.1 <1.0.0", ["1.0.0-rc.1", "1.0.0-rc.2.x"], ["1.0.0", "1.0.0-beta"]),
            ("<*", [], ["0.0.0", "1.0.0"]), (">*", [], ["9.0.0"]), (">=*", ["0.0.0"], []),
            ("1.2.3-a-b", ["1.2.3-a-b"], ["1.2.3-a"]),
        ] as [(String, [String], [String])])
    func range(_ text: String, _ yes: [String], _ no: [String]) throws {
        let range = try SemanticRange(text)
        for text in yes { #expect(range.contains(try #require(SemanticVersion(text))), "\(text)") }
        for text in no { #expect(!range.contains(try #require(SemanticVersion(text))), "\(text)") }
    }

    @Test(
        "What is no range is refused",
        arguments: [
            "one", "1.2.3.4", ">", "1.2.3 -", "1..2", "^^1", "01.2.3", "1.2.3-", "1.x-a", "9007199254740992", ">=1,<2",
        ])
    func invalid(_ text: String) {
        #expect(throws: SemanticRange.Fault.invalid) { try SemanticRange(text) }
    }

    @Test(
        "What is no version is none",
        arguments: ["", "1", "1.2", "1.2.x", "1.2.3.4", "git+https://x", "1.2.3-a..b", "1.2.3-01"])
    func versions(_ text: String) {
        #expect(SemanticVersion(text) == nil)
    }

    @Test("Versions are ordered as Semantic Versioning orders them")
    func order() throws {
        let texts = [
            "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11",
            "1.0.0-rc.1", "1.0.0", "1.0.1", "1.1.0", "2.0.0",
        ]
        let versions = try texts.map { try #require(SemanticVersion($0)) }
        #expect(versions == versions.sorted() && Set(versions).count == versions.count)
    }
}
