import Foundation
import JSONLexing

/// Keys, objects and arrays.
extension StatsReader {
    func matches(_ key: JSONString, _ name: StaticString) -> Bool {
        guard key.written.count == name.utf8CodeUnitCount, !key.hasEscapes else { return false }
        return memcmp(lexer.bytes.baseAddress! + key.written.lowerBound, name.utf8Start, key.written.count) == 0
    }

    func text(_ string: JSONString) -> String { lexer.repairedText(of: string) }

    mutating func key() throws(StatsFault) -> JSONString {
        lexer.skipSpace()
        guard lexer.peek == UInt8(ascii: "$") else {
            guard case .string = lexer.token else { throw expected(.keyOrBrace) }
            let start = position
            let key = try scanString()
            try noteName(of: start)
            return key
        }
        let name = position
        let target = try referenced()
        guard JSONToken(lexer.bytes[target]) == .string else {
            throw StatsFault(offset: name, defect: .keyIsNotString)
        }
        let resume = position
        position = target
        let key = try scanString()
        position = resume
        return key
    }

    mutating func members(
        _ member: (inout StatsReader, JSONString) throws(StatsFault) -> Void
    ) throws(StatsFault) {
        try descend()
        position += 1
        lexer.skipSpace()
        if case .endObject = lexer.token { return ascend() }
        while true {
            let key = try key()
            lexer.skipSpace()
            guard lexer.take(UInt8(ascii: ":")) else { throw expected(.colon) }
            try member(&self, key)
            lexer.skipSpace()
            if case .endObject = lexer.token { return ascend() }
            guard lexer.take(UInt8(ascii: ",")) else { throw expected(.commaOrBrace) }
        }
    }

    mutating func elements(
        _ element: (inout StatsReader) throws(StatsFault) -> Void
    ) throws(StatsFault) {
        try descend()
        position += 1
        lexer.skipSpace()
        if case .endArray = lexer.token { return ascend() }
        while true {
            try element(&self)
            pages.advance(to: position)
            lexer.skipSpace()
            if case .endArray = lexer.token { return ascend() }
            guard lexer.take(UInt8(ascii: ",")) else { throw expected(.commaOrBracket) }
        }
    }

    mutating func descend() throws(StatsFault) {
        depth += 1
        guard depth <= Self.depthLimit else {
            throw StatsFault(offset: position, defect: .tooDeep(limit: Self.depthLimit))
        }
    }

    /// Leaves a container at its closing bracket.
    mutating func ascend() {
        depth -= 1
        position += 1
    }
}
