import JSONLexing

/// Values that have a name, and where the name repeats them.
extension StatsReader {
    /// Reads the next value where it is actually written, and returns to the current position.
    mutating func resolved<Value>(
        _ read: (inout StatsReader) throws(StatsFault) -> Value
    ) throws(StatsFault) -> Value {
        lexer.skipSpace()
        guard lexer.peek == UInt8(ascii: "$") else {
            let start = position
            let value = try read(&self)
            try noteName(of: start)
            return value
        }
        let name = position
        let target = try referenced()
        let resume = position
        position = target
        try descend()
        let value = try read(&self)
        depth -= 1
        try pay(forBytesFrom: target, name: name)
        position = resume
        return value
    }

    mutating func pay(forBytesFrom target: Int, name: Int) throws(StatsFault) {
        let length = position - target
        let isContainer =
            switch JSONToken(lexer.bytes[target]) {
            case .beginObject, .beginArray: true
            default: false
            }
        reread += isContainer ? length * Self.containerCost.factor + Self.containerCost.base : length
        guard reread <= Self.rereadLimit else {
            throw StatsFault(offset: name, defect: .referencesTooLarge)
        }
    }

    /// Skips a bare `$NAME` and returns where the value with that name begins.
    mutating func referenced() throws(StatsFault) -> Int {
        let start = position
        let name = try scanName()
        guard let target = references[name] else {
            throw StatsFault(offset: start, defect: .undefinedName(name: shownName(from: start)))
        }
        return target
    }

    /// Records the name that may follow the value which began at `start`.
    mutating func noteName(of start: Int) throws(StatsFault) {
        guard lexer.peek == UInt8(ascii: "$") else { return }
        let offset = position
        let name = try scanName()
        guard references.define(name, at: start) else {
            let isKnown = references[name] != nil
            throw StatsFault(
                offset: offset,
                defect: isKnown
                    ? .duplicateName(name: shownName(from: offset)) : .tooManyNames(limit: References.limit))
        }
    }

    mutating func scanName() throws(StatsFault) -> UInt64 {
        position += 1
        let start = position
        var name: UInt64 = 0
        while let digit = Self.base62(lexer.peek) {
            name = name &* 62 &+ digit
            position += 1
        }
        guard position > start, position - start <= Self.nameLimit else {
            throw StatsFault(offset: start, defect: .invalidName(longest: Self.nameLimit))
        }
        return name
    }

    static func base62(_ byte: UInt8?) -> UInt64? {
        switch byte {
        case .some(let byte) where byte >= 0x30 && byte <= 0x39: UInt64(byte - 0x30)
        case .some(let byte) where byte >= 0x41 && byte <= 0x5a: UInt64(byte - 0x41 + 10)
        case .some(let byte) where byte >= 0x61 && byte <= 0x7a: UInt64(byte - 0x61 + 36)
        default: nil
        }
    }
}
