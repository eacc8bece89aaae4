import Foundation
import TestSupport
import Testing

@testable import BundleAnalysis

@Suite("Reading JSON and JSONR")
struct StatsReaderTests {
    /// A value read whole, to compare with.
    private indirect enum Value: Equatable {
        case text(String)
        case number(Double)
        case truth(Bool)
        case list([Value])
        case object([String: Value])
        case nothing
    }

    private func read(_ text: String) throws -> Value { try read(Array(text.utf8)) }

    private func read(_ bytes: [UInt8]) throws -> Value {
        try bytes.withUnsafeBytes { bytes in
            var reader = StatsReader(bytes)
            let value = try Self.value(&reader)
            try reader.end()
            return value
        }
    }

    private static func value(_ reader: inout StatsReader) throws(StatsFault) -> Value {
        if reader.isAtArray {
            var list: [Value] = []
            _ = try reader.array { (reader) throws(StatsFault) in list.append(try value(&reader)) }
            return .list(list)
        }
        if reader.isAtObject {
            var object: [String: Value] = [:]
            _ = try reader.object { (reader, key) throws(StatsFault) in
                object[reader.text(key)] = try value(&reader)
            }
            return .object(object)
        }
        return try scalar(&reader)
    }

    /// Each way of reading is tried on a copy; the last one moves on.
    private static func scalar(_ reader: inout StatsReader) throws(StatsFault) -> Value {
        var copy = reader
        if let text = try copy.string() {
            reader = copy
            return .text(text)
        }
        copy = reader
        if let number = try copy.number() {
            reader = copy
            return .number(number)
        }
        return try reader.boolean().map(Value.truth) ?? .nothing
    }

    @Test(
        "Values of every kind",
        arguments: [
            ("\"a\\\"b\\\\c\\n\\t\\/\\u00e9\\ud83d\\ude00é\"", .text("a\"b\\c\n\t/é😀é")), ("12", .number(12)),
            ("-0.5e+2", .number(-50)), ("1E3", .number(1000)), ("t", .truth(true)), ("true", .truth(true)),
            ("f", .truth(false)), ("false", .truth(false)), ("n", .nothing), ("null", .nothing), ("u", .nothing),
            ("undefined", .nothing), ("N", .nothing), ("NaN", .nothing), (" [ ] ", .list([])), ("{ }", .object([:])),
            ("[t,f,n,u,N,1]", .list([.truth(true), .truth(false), .nothing, .nothing, .nothing, .number(1)])),
            ("\u{feff}{\"a\" : [1 , {\"b\":\"c\"}]}", .object(["a": .list([.number(1), .object(["b": .text("c")])])])),
        ] as [(String, Value)])
    private func kinds(text: String, value: Value) throws {
        #expect(try read(text) == value)
    }

    @Test(
        "A name repeats any value, keys too",
        arguments: [
            ("[\"abc\"$0,$0,$0]", .list([.text("abc"), .text("abc"), .text("abc")])),
            ("{\"key\"$0:\"value\"$1,$1:$0}", .object(["key": .text("value"), "value": .text("key")])),
            ("[12$0,t$1,$0,$1]", .list([.number(12), .truth(true), .number(12), .truth(true)])),
            (
                "[[1,\"x\"$a]$Z,$Z,$a]",
                .list([.list([.number(1), .text("x")]), .list([.number(1), .text("x")]), .text("x")])
            ),
            ("[{\"a\":1}$10,$10]", .list([.object(["a": .number(1)]), .object(["a": .number(1)])])),
            ("[\"x\\u0041\"$zz,{$zz:1}]", .list([.text("xA"), .object(["xA": .number(1)])])),
            (
                "[[[]$0,[$0,$0]$1]$2,$2]",
                .list([
                    .list([.list([]), .list([.list([]), .list([])])]),
                    .list([.list([]), .list([.list([]), .list([])])]),
                ])
            ),
        ] as [(String, Value)])
    private func references(text: String, value: Value) throws {
        #expect(try read(text) == value)
    }

    @Test("Names that are given inside a skipped value count outside it")
    func skippedNames() throws {
        let text = Array("{\"skipped\":[{\"deep\":[\"inside\"$0]}$1],\"read\":[$0,$1]}".utf8)
        let found = try text.withUnsafeBytes { bytes in
            var reader = StatsReader(bytes)
            var found: Value?
            _ = try reader.object { (reader, key) throws(StatsFault) in
                if reader.matches(key, "read") { found = try Self.value(&reader) } else { try reader.skip() }
            }
            return found
        }
        #expect(found == .list([.text("inside"), .object(["deep": .list([.text("inside")])])]))
    }

    @Test(
        "What is not well-formed is refused at its place",
        arguments: [
            ("", 0, .endsEarly(expected: .value)), ("{,}", 1, found(",", .keyOrBrace)),
            ("{\"a\" 1}", 5, found("1", .colon)), ("[1 2]", 3, found("2", .commaOrBracket)),
            ("{\"a\":1 \"b\":2}", 7, found("\"", .commaOrBrace)), ("[1,]", 3, found("]", .value)),
            ("\"abc", 0, .unterminatedString), ("\"abc\\", 0, .unterminatedString),
            ("[1", 2, .endsEarly(expected: .commaOrBracket)), ("-", 1, .endsEarly(expected: .digit)),
            ("1.", 2, .endsEarly(expected: .digit)), ("1e", 2, .endsEarly(expected: .digit)),
            ("1 2", 2, found("2", .endOfFile)), ("[01]", 2, found("1", .commaOrBracket)),
            ("{\"a\":-00}", 7, found("0", .commaOrBrace)), ("$0", 0, .undefinedName(name: ShownName("$0"))),
            ("[$1,\"a\"$1]", 1, .undefinedName(name: ShownName("$1"))),
            ("[\"a\"$0,\"b\"$0]", 10, .duplicateName(name: ShownName("$0"))),
            ("[1$0,{$0:1}]", 6, .keyIsNotString), ("[\"a\"$]", 5, .invalidName(longest: 10)),
            ("[\"a\"$01234567890]", 5, .invalidName(longest: 10)),
            ("[[$0]$0]", 2, .undefinedName(name: ShownName("$0"))),
            ("\u{1}", 0, .unexpected(found: .byte(value: 1), expected: .value)),
        ] as [(String, Int, StatsDefect)])
    func faults(text: String, offset: Int, defect: StatsDefect) throws {
        let error = #expect(throws: StatsFault.self) { try read(text) }
        #expect(error == StatsFault(offset: offset, defect: defect))
    }

    private static func found(_ character: String, _ expected: ExpectedSyntax) -> StatsDefect {
        .unexpected(found: .character(text: ShownName(character)), expected: expected)
    }

    @Test("Values nest up to the limit and no deeper")
    func depth() async throws {
        for (depth, passes) in [(StatsReader.depthLimit, true), (StatsReader.depthLimit + 1, false), (100_000, false)] {
            let text = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
            #expect(((try? read(text)) != nil) == passes)
            let object = String(repeating: "{\"a\":", count: depth) + "1" + String(repeating: "}", count: depth)
            let stats = TarSample.archive([("stats.json", object)])
            guard case .stats(.malformed(_, _, let defect)) = try await failure(of: stats)?.problem else {
                #expect(passes)
                continue
            }
            #expect(!passes && defect == .tooDeep(limit: StatsReader.depthLimit))
        }
    }

    @Test("References to references do not explode")
    func explosion() throws {
        // Each line doubles the one before: 2 to the 60th values if they were unfolded.
        var text = "[[\"xxxxxxxxxxxxxxxxxxxxxxxx\"]$0"
        for level in 1...60 {
            text += ",[\(name(level - 1)),\(name(level - 1))]\(name(level))"
        }
        text += "]"
        try Array(text.utf8).withUnsafeBytes { bytes in
            var reader = StatsReader(bytes)
            try reader.skip()
        }
        let stats = "{\"chunks\":\(text),\"assets\":\(name(60)),\"entrypoints\":{}}"
        try Array(stats.utf8).withUnsafeBytes { bytes in
            let outline = try StatsOutline(bytes)
            #expect(outline.isArray("chunks") && outline.isArray("assets") && outline.isObject("entrypoints"))
        }
        let error = #expect(throws: StatsFault.self) { try read(text) }
        #expect(error?.defect == .referencesTooLarge)
    }

    private func name(_ index: Int) -> String {
        let digits = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
        return "$\(digits[index])"
    }

    @Test("Mutations of good stats never crash and never leak a parser's own words")
    func mutations() async throws {
        var random = SeededGenerator(seed: 7)
        let samples = StatsSample.all.map { Array($0.utf8) }
        for round in 0..<4_000 {
            var bytes = samples[round % samples.count]
            random.mutate(&bytes, alphabet: Array("{}[]:,\"\\$0aZ19-.eE tfnuN".utf8))
            bytes.withUnsafeBytes { bytes in
                guard let outline = try? StatsOutline(bytes) else { return }
                for format in StatsFormats.all { _ = try? format.read(outline) }
                _ = try? StatsFormats.read(outline)
            }
        }
    }
}
