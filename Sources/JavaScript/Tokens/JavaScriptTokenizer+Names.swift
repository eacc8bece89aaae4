/// Identifier names, private ones, and bytes that no token starts with.
extension JavaScriptTokenizer {
    @inline(__always)
    mutating func name() -> JavaScriptToken.Kind {
        let start = offset
        repeat { offset += 1 } while offset < bytes.count && classes[Int(bytes[offset])] & ByteClass.namePart != 0
        if offset < bytes.count, bytes[offset] >= 0x80 || bytes[offset] == UInt8(ascii: "\\"), skipNameParts() {
            nameEnded(.none)
        } else {
            nameEnded(keyword(from: start))
        }
        return .identifierName
    }

    /// A name that starts with an escape or a character outside of ASCII.
    mutating func unusualName() -> JavaScriptToken.Kind {
        guard let end = unusualNamePartEnd(at: offset, isStart: true) else { return invalidByte() }
        offset = end
        _ = skipNameParts()
        nameEnded(.none)
        return .identifierName
    }

    mutating func privateName() -> JavaScriptToken.Kind {
        let first = offset + 1
        let isPlain = first < bytes.count && classes[Int(bytes[first])] & ByteClass.mask == ByteClass.name
        guard let end = isPlain ? first + 1 : unusualNamePartEnd(at: first, isStart: true) else {
            return invalidByte()
        }
        offset = end
        _ = skipNameParts()
        literalEnded()
        return .privateIdentifier
    }

    /// One character that is not part of any token; the grammar goes on as if it were not there.
    mutating func invalidByte() -> JavaScriptToken.Kind {
        offset += scalar(at: offset).length
        return .invalid
    }

    /// Steps to the end of a name; whether there was more of it.
    private mutating func skipNameParts() -> Bool {
        let start = offset
        while let next = namePartEnd(at: offset) { offset = next }
        return offset > start
    }

    /// The end of the one character that lies there, if it can stand inside of a name.
    func namePartEnd(at index: Int) -> Int? {
        guard index < bytes.count else { return nil }
        if classes[Int(bytes[index])] & ByteClass.namePart != 0 { return index + 1 }
        return unusualNamePartEnd(at: index, isStart: false)
    }

    private func unusualNamePartEnd(at index: Int, isStart: Bool) -> Int? {
        guard index < bytes.count else { return nil }
        var decoded = DecodedScalar.malformed
        if bytes[index] == UInt8(ascii: "\\") {
            guard let escape = unicodeEscape(at: index) else { return nil }
            decoded = escape
        } else if bytes[index] >= 0x80 {
            decoded = scalar(at: index)
        }
        guard let scalar = decoded.scalar, Self.isNamePart(scalar, isStart: isStart) else { return nil }
        return index + decoded.length
    }

    private static func isNamePart(_ scalar: Unicode.Scalar, isStart: Bool) -> Bool {
        if scalar == "$" || scalar == "_" { return true }
        if isStart { return scalar.properties.isIDStart }
        return scalar.properties.isIDContinue || scalar.value == 0x200c || scalar.value == 0x200d
    }

    /// The keyword from `start` to `offset`.
    @inline(__always)
    private func keyword(from start: Int) -> Keyword {
        let count = offset - start
        // All of them are lower case, from `async` to `yield`.
        guard count >= 2, count <= 10, bytes[start] >= UInt8(ascii: "a") else { return .none }
        if count > 8 { return count == 10 ? longKeyword(start) : .none }
        var head: UInt64 = 0
        if start + 8 <= bytes.count {
            head = UnsafeRawPointer(bytes.baseAddress! + start).loadUnaligned(as: UInt64.self).littleEndian
            head &= ~0 &>> UInt64(64 &- 8 &* count)
        } else {
            for index in 0..<count { head |= UInt64(bytes[start + index]) << UInt64(8 * index) }
        }
        return Keyword.of(head, count: count)
    }

    private func longKeyword(_ start: Int) -> Keyword {
        let word: StaticString = "instanceof"
        for index in 0..<word.utf8CodeUnitCount where bytes[start + index] != word.utf8Start[index] { return .none }
        return .infix
    }
}
