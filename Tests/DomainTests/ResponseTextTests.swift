import Domain
import Testing

@Suite("The text of a response's body")
struct ResponseTextTests {
    private func text(_ body: [UInt8], _ type: String?) -> String {
        let headers = type.map { [Attempt.Header(name: "content-Type", value: $0)] } ?? []
        return Attempt.Response(status: 200, headers: headers, body: body, isTruncated: false).text
    }

    @Test(
        "A body is decoded by the charset of its type",
        arguments: [
            ("text/plain; charset=GBK", [0xB3, 0xC9, 0xB9, 0xA6], "成功"),
            ("text/plain;Charset=\"gb2312\"", [0xB3, 0xC9, 0xB9, 0xA6], "成功"),
            ("text/html; a=b; charset=Shift_JIS", [0x90, 0xAC, 0x8C, 0xF7, 0xB6], "成功ｶ"),
            ("application/json; charset=ISO-8859-1", [0x7B, 0xE9, 0x7D], "{é}"),
            ("text/plain; charset=windows-1251", [0xC4, 0xE0], "Да"), ("text/plain; charset=Big5", [0xA6, 0xA8], "成"),
            ("text/plain; charset=euc-kr", [0xBC, 0xBA], "성"), ("text/plain; charset=EUC-JP", [0xC0, 0xAE], "成"),
            ("text/plain; charset=utf-16le", [0x6F, 0x00, 0x6B, 0x00], "ok"),
            ("text/plain; charset=utf-8", [0xE6, 0x88, 0x90], "成"), ("text/plain", [0xE6, 0x88, 0x90], "成"),
            ("text/plain; charset=gbk", [0xEF, 0xBB, 0xBF, 0xE6, 0x88, 0x90], "\u{FEFF}成"),
        ] as [(String, [UInt8], String)])
    func charsets(_ type: String, _ body: [UInt8], _ text: String) {
        #expect(self.text(body, type) == text)
    }

    @Test(
        "A body without a known charset is UTF-8",
        arguments: [nil, "", "text/plain; charset=", "text/plain; charset=UTF-8//X"])
    func unknown(_ type: String?) {
        #expect(text([0x6F, 0xE6, 0x88, 0x90, 0xFF], type) == "o成\u{FFFD}")
    }

    @Test("What is not of the charset, or cut off, is replaced, and the rest stays readable")
    func invalid() {
        #expect(text([0xFF, 0x6F, 0x6B, 0xB3, 0xC9, 0xB9], "text/plain; charset=gbk") == "\u{FFFD}ok成\u{FFFD}")
        #expect(text([0x6F, 0x90], "text/plain; charset=shift_jis") == "o\u{FFFD}")
    }

    @Test("A body of any bytes is decoded to its end")
    func large() {
        let body = (0..<16 * 1024).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        for charset in ["gbk", "shift_jis", "iso-8859-1", "utf-16", "iso-2022-jp"] {
            #expect(text(body, "text/plain; charset=\(charset)").unicodeScalars.count >= body.count / 4)
        }
        let long = [UInt8](repeating: 0xE9, count: 16 * 1024)
        #expect(text(long, "a/b; charset=latin1") == String(repeating: "é", count: 16 * 1024))
    }
}
