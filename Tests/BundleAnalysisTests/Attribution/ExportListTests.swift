import Testing

@testable import BundleAnalysis

@Suite("The list of exports that a bundler writes")
struct ExportListTests {
    @Test(
        "It is at the end of the line of the last segment",
        arguments: [
            ("a();export{b as c};\n//# x", "export{b as c};\n"), ("a();export { b };", "export { b };"),
            ("a()}export{b as \"x y\"}", #"export{b as "x y"}"#), ("a();\nexport{b};", nil), ("export{b};", nil),
            ("a();export{b};c()", nil), ("a();xexport{b};", nil), ("a.export{b}", nil), ("a();import{b}", nil),
            ("a();{b}", nil), ("a();}", nil), ("", nil), ("}", nil), ("{}", nil), (";;", nil),
        ] as [(String, String?)])
    func range(text: String, list: String?) {
        let bytes = Array(text.utf8)
        let range = bytes.withUnsafeBufferPointer { ExportList.range(in: $0, after: 0) }
        #expect(range.map { String(decoding: bytes[$0], as: UTF8.self) } == list)
    }
}
