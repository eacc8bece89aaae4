import JSONLexing
import Testing

/// Strings are read eight bytes at a time, so each of these tests tries every place among them.
@Suite("The strings of JSON")
struct JSONStringTests {
    private static let places = 0...17

    @Test("Every byte counts wherever it is", arguments: places)
    func bytes(place: Int) {
        for byte in UInt8.min ... .max {
            var text: [UInt8] = [0x22] + Array(repeating: UInt8(ascii: "a"), count: 20) + [0x22, 0x2C]
            text[1 + place] = byte
            let (string, end) = lex(text) { lexer in (checked(&lexer), lexer.position) }
            let unchecked = lex(text) { lexer in (try? lexer.uncheckedString())?.written }
            switch byte {
            case UInt8(ascii: "\""):
                #expect(range(string) == 1..<(1 + place))
                #expect(end == 2 + place)
                #expect(unchecked == 1..<(1 + place))
            case UInt8(ascii: "\\"): #expect(fault(string) == JSONFault(kind: .invalidEscape, offset: 1 + place))
            case 0..<0x20: #expect(fault(string) == JSONFault(kind: .controlCharacter, offset: 1 + place))
            case 0x20..<0x80: #expect(range(string) == 1..<21)
            default: #expect(fault(string) == JSONFault(kind: .invalidUTF8, offset: 1 + place))
            }
            if byte != UInt8(ascii: "\"") { #expect(unchecked == 1..<21) }
        }
    }

    @Test("Escapes and characters are read wherever they are, and refused if they are cut off", arguments: places)
    func longer(place: Int) {
        let plain = Array(repeating: UInt8(ascii: "a"), count: place)
        for part in [#"\""#, #"\\"#, #"\/"#, #"\n"#, #"\u00e9"#, #"\uD83D"#, "é", "漢", "😀", "\u{10FFFF}"] {
            let text = [0x22] + plain + Array(part.utf8) + Array("z\"".utf8)
            let string = lex(text, checked)
            #expect(range(string) == 1..<(text.count - 1))
            #expect((try? string.get())?.hasEscapes == part.hasPrefix("\\"))
            for length in 1..<text.count {
                let cut = lex(Array(text[..<length]), checked)
                let isWithin = (place + 2..<place + 1 + part.utf8.count).contains(length)
                if isWithin, !part.hasPrefix("\\") {
                    #expect(fault(cut) == JSONFault(kind: .invalidUTF8, offset: 1 + place))
                } else {
                    #expect(fault(cut) == JSONFault(kind: .unexpectedEnd, offset: length))
                }
            }
        }
    }

    @Test("UTF-8 is checked as the standard library checks it")
    func utf8() {
        for lead in 0x80...0xFF as ClosedRange<UInt8> {
            for second in 0x00...0xFF as ClosedRange<UInt8> where second != 0x22 && second != 0x5C && second >= 0x20 {
                for rest in [[], [0x80], [0xBF, 0x80], [0x80, 0xC0], [0x61, 0x62]] as [[UInt8]] {
                    let written = [lead, second] + rest
                    let isValid = String(validating: written, as: UTF8.self) != nil
                    let string = lex([0x22] + written + [0x22]) { lexer in try? lexer.string() }
                    #expect((string != nil) == isValid, "\(written)")
                }
            }
        }
    }

    @Test("What is not checked is only searched for its end")
    func unchecked() throws {
        for (text, end) in [
            (#""""#, 2), (#""a\"b" "#, 6), (#""\\","#, 4), (#""\x\u12\"aaaaaaaaaaaaaa"x"#, 24), ("\"\u{1}\n\"", 4),
        ] {
            let (string, position) = try lex(text) { (try $0.uncheckedString(), $0.position) }
            #expect(position == end)
            #expect(string.written == 1..<(end - 1))
            #expect(string.hasEscapes == text.contains("\\"))
        }
        for text in ["\"", "\"abc", "\"abcdefghijklmnopq", "\"abc\\", "\"abc\\\"", "\"abcdef\\"] {
            lex(text) { lexer in
                #expect(throws: JSONFault(kind: .unexpectedEnd, offset: text.utf8.count)) {
                    try lexer.uncheckedString()
                }
                #expect(lexer.position == text.utf8.count)
            }
        }
    }

    private func checked(_ lexer: inout JSONLexer) -> Result<JSONString, JSONFault> {
        do {
            return .success(try lexer.string())
        } catch {
            return .failure(error)
        }
    }

    private func range(_ string: Result<JSONString, JSONFault>) -> Range<Int>? { (try? string.get())?.written }

    private func fault(_ string: Result<JSONString, JSONFault>) -> JSONFault? {
        guard case .failure(let fault) = string else { return nil }
        return fault
    }
}
