import Foundation
import Signing
import Testing

@Suite("Hexadecimal and base64")
struct CodingTests {
    private let samples: [[UInt8]] = (0..<70).map { length in
        var generator = SeededGenerator(seed: UInt64(length))
        return (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }

    @Test("come back as what went in, and base64 agrees with Foundation's")
    func roundTrips() {
        for bytes in samples {
            #expect(Hex.encode(bytes).count == bytes.count * 2)
            #expect(Hex.decode(Hex.encode(bytes)) == bytes)
            #expect(Hex.decode(Hex.encode(bytes).uppercased()) == bytes)
            #expect(Base64.standard.encode(bytes) == Data(bytes).base64EncodedString())
            #expect(Base64.standard.decode(Base64.standard.encode(bytes)) == bytes)
            #expect(Base64.url.decode(Base64.url.encode(bytes)) == bytes)
        }
    }

    @Test("use the digits that they should")
    func alphabets() {
        #expect(Hex.encode([0x00, 0x9a, 0xbc, 0xdf]) == "009abcdf")
        #expect(Base64.standard.encode([0xfb, 0xff, 0xfe, 0xfa]) == "+//++g==")
        #expect(Base64.url.encode([0xfb, 0xff, 0xfe, 0xfa]) == "-__--g")
    }

    @Test("refuse what is none", arguments: ["0", "0g", "é0", " 00"])
    func badHex(text: String) {
        #expect(Hex.decode(text) == nil)
    }

    @Test(
        "take padding or leave it, but not half of it", arguments: ["A", "AB=", "ABC==", "ABCD=", "=", "A=BC", "AB\n="])
    func badBase64(text: String) {
        #expect(Base64.standard.decode(text) == nil)
        #expect(Base64.url.decode(text) == nil)
    }

    @Test("of one alphabet are refused by the other")
    func mixedAlphabets() {
        #expect(Base64.standard.decode("-_-_") == nil)
        #expect(Base64.url.decode("+/+/") == nil)
    }
}
