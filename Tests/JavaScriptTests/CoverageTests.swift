import JavaScript
import Testing

@Suite("Tokens cover the text")
struct CoverageTests {
    @Test(
        "byte by byte, whatever it is",
        arguments: [
            "", "`", "`${", "`${`${", "}}}", ")]}", "((((", "/*", "//", "'", "\\", "\\u{", "#", "#!", "<!--", "-->",
            "class", "class A extends", "async", "async (", "function", "function*", "x ? y", "case", "export default",
            "({async *[", "=> }", "/[", "/\\", "0x", "1e", "..", "?.", "let {", "for (", "\u{feff}#!x",
        ])
    func fragments(_ text: String) {
        for type in [JavaScriptSourceType.script, .module] { checkCover(Array(text.utf8), type) }
    }

    @Test("after random changes")
    func changes() {
        let sample = Array(
            "a=>{`x${b/c}y`;for(const d of/e/g){async()=>await{f(){}}}}class A{#g=1;static{}}\n-->h".utf8)
        var state: UInt64 = 42
        for _ in 0..<3000 {
            var text = sample
            for _ in 0..<4 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                text[Int(state >> 33) % text.count] = UInt8(truncatingIfNeeded: state >> 25)
            }
            checkCover(text, .script)
        }
    }

    @Test("with millions of open brackets", arguments: ["(", "[", "{", "`${", "a?", "x=>{", "class A extends "])
    func depth(_ opening: String) {
        checkCover(Array(String(repeating: opening, count: 1_500_000).utf8), .script)
    }

    @Test("in time that grows with the text where nothing is closed")
    func unclosed() {
        checkCover(Array(String(repeating: "/[", count: 1_000_000).utf8), .script)
        checkCover(Array(String(repeating: "\\u{0", count: 500_000).utf8), .script)
    }

    private func checkCover(_ bytes: [UInt8], _ type: JavaScriptSourceType) {
        var end = 0
        for token in TokenizerSamples.all(bytes, type) {
            guard token.start == end, token.end > end else {
                Issue.record("a gap at \(end)")
                return
            }
            end = token.end
        }
        #expect(end == bytes.count)
    }
}
