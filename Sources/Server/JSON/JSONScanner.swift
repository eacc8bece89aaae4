import Localization

/// Scans the bytes of one JSON text.
struct JSONScanner {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let recordedDepth: Int
    private var at = 0
    private var depth = 0
    private var nodes: [JSONDocument.Node] = []

    static func scan(_ bytes: [UInt8], recordingTo depth: Int) throws(JSONFault) -> [JSONDocument.Node] {
        // A typed throw does not pass through the closure; a result does.
        let result = bytes.withUnsafeBufferPointer { buffer -> Result<[JSONDocument.Node], JSONFault> in
            var scanner = JSONScanner(bytes: buffer, recordedDepth: depth)
            do throws(JSONFault) {
                return .success(try scanner.text())
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    private init(bytes: UnsafeBufferPointer<UInt8>, recordedDepth: Int) {
        self.bytes = bytes
        self.recordedDepth = recordedDepth
    }

    private mutating func text() throws(JSONFault) -> [JSONDocument.Node] {
        skipSpace()
        guard at < bytes.count else { throw fault(.empty) }
        try value(key: 0..<0)
        skipSpace()
        guard at == bytes.count else { throw fault(.unexpectedByte) }
        return nodes
    }

    private mutating func value(key: Range<Int>) throws(JSONFault) {
        let start = at
        let index = nodes.count
        let isRecorded = depth <= recordedDepth
        let kind = try kind()
        if isRecorded { nodes.append(JSONDocument.Node(kind: kind, range: start..<start, key: key, end: index)) }
        switch kind {
        case .object: try object()
        case .array: try array()
        case .string: try string()
        case .number: try number()
        case .bool: try word(bytes[at] == UInt8(ascii: "t") ? "true" : "false")
        case .null: try word("null")
        }
        guard isRecorded else { return }
        nodes[index].range = start..<at
        nodes[index].end = nodes.count
    }

    private func kind() throws(JSONFault) -> JSONDocument.Kind {
        guard at < bytes.count else { throw fault(.unexpectedEnd) }
        switch bytes[at] {
        case UInt8(ascii: "{"): return .object
        case UInt8(ascii: "["): return .array
        case UInt8(ascii: "\""): return .string
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number
        case UInt8(ascii: "t"), UInt8(ascii: "f"): return .bool
        case UInt8(ascii: "n"): return .null
        default: throw fault(.unexpectedByte)
        }
    }

    private mutating func object() throws(JSONFault) {
        try enter()
        if skip(UInt8(ascii: "}")) { return leave() }
        repeat {
            skipSpace()
            guard at < bytes.count else { throw fault(.unexpectedEnd) }
            guard bytes[at] == UInt8(ascii: "\"") else { throw fault(.unexpectedByte) }
            let start = at + 1
            try string()
            let key = start..<(at - 1)
            try expect(UInt8(ascii: ":"))
            skipSpace()
            try value(key: key)
        } while skip(UInt8(ascii: ","))
        try expect(UInt8(ascii: "}"))
        leave()
    }

    private mutating func array() throws(JSONFault) {
        try enter()
        if skip(UInt8(ascii: "]")) { return leave() }
        repeat {
            skipSpace()
            try value(key: 0..<0)
        } while skip(UInt8(ascii: ","))
        try expect(UInt8(ascii: "]"))
        leave()
    }

    private mutating func enter() throws(JSONFault) {
        guard depth < JSONDocument.maximumDepth else { throw fault(.tooDeep(limit: JSONDocument.maximumDepth)) }
        depth += 1
        at += 1
    }

    private mutating func leave() {
        depth -= 1
    }

    private mutating func word(_ word: StaticString) throws(JSONFault) {
        for index in 0..<word.utf8CodeUnitCount {
            guard at < bytes.count else { throw fault(.unexpectedEnd) }
            guard bytes[at] == word.utf8Start[index] else { throw fault(.unexpectedByte) }
            at += 1
        }
    }

    private mutating func number() throws(JSONFault) {
        let start = at
        if bytes[at] == UInt8(ascii: "-") { at += 1 }
        let whole = digits()
        let hasLeadingZero = whole > 1 && bytes[at - whole] == UInt8(ascii: "0")
        guard whole > 0, !hasLeadingZero else { throw JSONFault(kind: .invalidNumber, offset: start) }
        if at < bytes.count, bytes[at] == UInt8(ascii: ".") {
            at += 1
            guard digits() > 0 else { throw JSONFault(kind: .invalidNumber, offset: start) }
        }
        if at < bytes.count, bytes[at] | 0x20 == UInt8(ascii: "e") {
            at += 1
            if at < bytes.count, bytes[at] == UInt8(ascii: "+") || bytes[at] == UInt8(ascii: "-") { at += 1 }
            guard digits() > 0 else { throw JSONFault(kind: .invalidNumber, offset: start) }
        }
    }

    private mutating func digits() -> Int {
        let start = at
        while at < bytes.count, bytes[at] >= UInt8(ascii: "0"), bytes[at] <= UInt8(ascii: "9") { at += 1 }
        return at - start
    }

    private mutating func string() throws(JSONFault) {
        at += 1
        while at < bytes.count {
            let byte = bytes[at]
            if byte == UInt8(ascii: "\"") {
                at += 1
                return
            } else if byte == UInt8(ascii: "\\") {
                try escape()
            } else if byte < 0x20 {
                throw fault(.controlCharacter)
            } else if byte < 0x80 {
                at += 1
            } else {
                try multibyte(byte)
            }
        }
        throw fault(.unexpectedEnd)
    }

    private mutating func escape() throws(JSONFault) {
        guard at + 1 < bytes.count else { throw JSONFault(kind: .unexpectedEnd, offset: bytes.count) }
        switch bytes[at + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            at += 2
        case UInt8(ascii: "u"):
            guard at + 6 <= bytes.count else { throw JSONFault(kind: .unexpectedEnd, offset: bytes.count) }
            guard bytes[(at + 2)..<(at + 6)].allSatisfy(Self.isHexDigit) else { throw fault(.invalidEscape) }
            at += 6
        default: throw fault(.invalidEscape)
        }
    }

    /// One character of two to four bytes: not overlong, not a surrogate, and not beyond U+10FFFF.
    private mutating func multibyte(_ lead: UInt8) throws(JSONFault) {
        let length: Int
        var second: ClosedRange<UInt8> = 0x80...0xBF
        switch lead {
        case 0xC2...0xDF: length = 2
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: length = 3
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        case 0xF1...0xF3: length = 4
        default: throw fault(.invalidUTF8)
        }
        guard at + length <= bytes.count, second.contains(bytes[at + 1]) else { throw fault(.invalidUTF8) }
        for index in (at + 2)..<max(at + 2, at + length) where bytes[index] & 0xC0 != 0x80 {
            throw fault(.invalidUTF8)
        }
        at += length
    }

    private mutating func skipSpace() {
        while at < bytes.count {
            switch bytes[at] {
            case 0x20, 0x09, 0x0A, 0x0D: at += 1
            default: return
            }
        }
    }

    /// Skips `byte`, and the space before it, if it comes next.
    private mutating func skip(_ byte: UInt8) -> Bool {
        skipSpace()
        guard at < bytes.count, bytes[at] == byte else { return false }
        at += 1
        return true
    }

    private mutating func expect(_ byte: UInt8) throws(JSONFault) {
        guard !skip(byte) else { return }
        throw fault(at < bytes.count ? .unexpectedByte : .unexpectedEnd)
    }

    private func fault(_ kind: JSONFault.Kind) -> JSONFault {
        JSONFault(kind: kind, offset: at)
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }
}
