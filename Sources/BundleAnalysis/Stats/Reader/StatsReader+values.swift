import JSONLexing

/// Reads values, each of the kind that is asked for.
extension StatsReader {
    /// Reads an object, calling `member` for each key, which must read or skip the value. Returns false if it is not an
    /// object.
    mutating func object(
        _ member: (inout StatsReader, JSONString) throws(StatsFault) -> Void
    ) throws(StatsFault) -> Bool {
        try resolved { (reader) throws(StatsFault) in
            guard case .beginObject = reader.lexer.token else {
                try reader.skipBare()
                return false
            }
            try reader.members(member)
            return true
        }
    }

    /// Reads an array, calling `element` for each element, which must read or skip it. Returns false if it is not an
    /// array.
    mutating func array(_ element: (inout StatsReader) throws(StatsFault) -> Void) throws(StatsFault) -> Bool {
        try resolved { (reader) throws(StatsFault) in
            guard case .beginArray = reader.lexer.token else {
                try reader.skipBare()
                return false
            }
            try reader.elements(element)
            return true
        }
    }

    /// Nil if it is not a string.
    mutating func string() throws(StatsFault) -> String? {
        try resolved { (reader) throws(StatsFault) in
            guard case .string = reader.lexer.token else {
                try reader.skipBare()
                return nil
            }
            return reader.text(try reader.scanString())
        }
    }

    /// What `body` makes of the bytes of a string; nil if it is not a string. The bytes are those of its text.
    mutating func bytes<Value>(
        _ body: (UnsafeBufferPointer<UInt8>) throws(StatsFault) -> Value
    ) throws(StatsFault) -> Value? {
        try resolved { (reader) throws(StatsFault) in
            guard case .string = reader.lexer.token else {
                try reader.skipBare()
                return nil
            }
            let string = try reader.scanString()
            guard string.hasEscapes else {
                return try body(UnsafeBufferPointer(rebasing: reader.lexer.bytes[string.written]))
            }
            let text = Array(reader.text(string).utf8)
            return try text.withUnsafeBufferPointer { (bytes) throws(StatsFault) in try body(bytes) }
        }
    }

    /// What `body` makes of the bytes of an identifier: a string, or a number as it is written. Nil if it is neither.
    mutating func identifierBytes<Value>(
        _ body: (UnsafeBufferPointer<UInt8>) -> Value
    ) throws(StatsFault) -> Value? {
        guard isAtNumber else { return try bytes { (bytes) throws(StatsFault) in body(bytes) } }
        return try resolved { (reader) throws(StatsFault) in
            body(UnsafeBufferPointer(rebasing: reader.lexer.bytes[try reader.scanNumber()]))
        }
    }

    /// Nil if it is not a number.
    mutating func number() throws(StatsFault) -> Double? {
        try resolved { (reader) throws(StatsFault) in
            guard case .number = reader.lexer.token else {
                try reader.skipBare()
                return nil
            }
            return Double(String(decoding: reader.lexer.bytes[try reader.scanNumber()], as: UTF8.self))
        }
    }

    /// Nil if it is neither true nor false.
    mutating func boolean() throws(StatsFault) -> Bool? {
        try resolved { (reader) throws(StatsFault) in
            let token = reader.lexer.token
            try reader.skipBare()
            return switch token {
            case .true: true
            case .false: false
            default: nil
            }
        }
    }

    /// An identifier: a string, or a whole number in its decimal form. Nil if it is neither.
    mutating func identifier() throws(StatsFault) -> String? {
        try resolved { (reader) throws(StatsFault) in
            let start = reader.position
            if case .string = reader.lexer.token { return reader.text(try reader.scanString()) }
            let isNumber = reader.lexer.token == .number
            try reader.skipBare()
            return isNumber ? String(decoding: reader.lexer.bytes[start..<reader.position], as: UTF8.self) : nil
        }
    }

    /// Skips a value, validating it and recording the names assigned in it.
    mutating func skip() throws(StatsFault) {
        lexer.skipSpace()
        guard lexer.peek != UInt8(ascii: "$") else {
            _ = try referenced()
            return
        }
        let start = position
        try skipBare()
        try noteName(of: start)
    }
}
