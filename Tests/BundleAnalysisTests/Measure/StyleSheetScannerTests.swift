import Testing

@testable import BundleAnalysis

@Suite("White space and comments of style sheets")
struct StyleSheetScannerTests {
    @Test(
        "They can be removed, but not in strings, nor where a comment names a license or a source map",
        arguments: [
            ("", 0), ("a{b:c}", 0), ("a { b: c }\n", 5), ("/* x */a{}", 7), ("/*! MIT */a{}", 0),
            ("/* @license MIT */a{}", 0), ("/*# sourceMappingURL=a.css.map */", 0),
            ("a::before{content:\"  /* x */ \"}", 0),
            ("a{content:'\\'  '}", 0), ("a{content:'x\n  }", 3), ("/* x", 4), ("a\\ b{}", 0), ("a/b", 0), ("a\\", 0),
            ("/**/a", 4), ("/*/ */a", 6),
        ])
    func removable(text: String, count: Int) {
        Array(text.utf8).withUnsafeBufferPointer { #expect(StyleSheetScanner.removableBytes(of: $0) == count) }
    }
}
