import Testing

@testable import BundleAnalysis

@Suite("Stats as plain JSON")
struct PlainStatsTests {
    private func plain(_ text: String) -> String? {
        Array(text.utf8).withUnsafeBytes { PlainStats($0) }.map { String(decoding: $0.json, as: UTF8.self) }
    }

    @Test(
        "Repeated values and words are written out",
        arguments: [
            (#"{"key"$0:"value"$1,"b":[$1,$0,1.50e3]}"#, #"{"key":"value","b":["value","key",1.50e3]}"#),
            (#"{"key"$0:1,"b":{$0:{}}}"#, #"{"key":1,"b":{"key":{}}}"#),
            ("[t,f,n,u,N]", "[true,false,null,null,null]"), (" [ ] ", "[]"),
            ("[[1,{}]$0,$0]", "[[1,{}],[1,{}]]"),
        ])
    private func values(text: String, expected: String) {
        #expect(plain(text) == expected)
    }

    @Test("Quotes, backslashes and control characters are escaped")
    private func strings() {
        #expect(plain(#""\"\\\n\u001fé""#) == #""\"\\\u000a\u001fé""#)
    }

    @Test("What is not one value is nothing", arguments: ["", "[", "1 2", "$0", "[1,]"])
    private func invalid(text: String) {
        #expect(plain(text) == nil)
    }
}
