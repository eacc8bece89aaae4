import JSONLexing

/// A JSON object that may describe a build: its members, and where their values begin.
struct StatsOutline {
    /// How many members to remember; stats have about forty, and a bundle one for each of its files.
    static let memberLimit = 1_000
    /// How many lines that begin with a brace to try as the beginning of the JSON.
    static let startLimit = 4

    /// False for a JSON text that is an array, a string or a number.
    private(set) var isObject = false
    /// Whether lines of text were stepped over before or after the object.
    private(set) var hasTextAround = false
    private var members: [(key: JSONString, offset: Int)] = []
    /// At the beginning of the object.
    private var start: StatsReader

    /// Reads the whole text once: validates it and records every name that is assigned to a value.
    ///
    /// `npm`, `yarn` and plugins print lines before and after the JSON of `webpack --json`; they are stepped over.
    ///
    /// - Parameter isMapped: whether the bytes are a private mapping of a file.
    init(_ bytes: UnsafeRawBufferPointer, isMapped: Bool = false) throws(StatsFault) {
        let whole = StatsReader(bytes, isMapped: isMapped)
        start = whole
        do throws(StatsFault) {
            try read()
            return
        } catch {
            guard !whole.isAtBrace else { throw error }
            var first: StatsFault?
            for offset in Self.bracesAtLineStarts(bytes) {
                start = whole
                start.go(to: offset)
                do throws(StatsFault) {
                    try read()
                    hasTextAround = true
                    return
                } catch { first = first ?? error }
            }
            throw first ?? error
        }
    }

    /// The object that the reader is at; its text was read before.
    private init(nested reader: StatsReader) throws(StatsFault) {
        start = reader
        var reader = reader
        try readMembers(&reader)
    }

    private mutating func read() throws(StatsFault) {
        var reader = start
        try readMembers(&reader)
        do throws(StatsFault) {
            try reader.end()
        } catch {
            guard isObject else { throw error }
            hasTextAround = true
        }
        // With the names that were recorded.
        let offset = start.nextOffset()
        start = reader
        start.go(to: offset)
    }

    private mutating func readMembers(_ reader: inout StatsReader) throws(StatsFault) {
        members = []
        var found: [(key: JSONString, offset: Int)] = []
        isObject = try reader.object { (reader, key) throws(StatsFault) in
            if found.count < Self.memberLimit { found.append((key, reader.nextOffset())) }
            try reader.skip()
        }
        members = found
    }

    private static func bracesAtLineStarts(_ bytes: UnsafeRawBufferPointer) -> [Int] {
        var starts: [Int] = []
        var isLineStart = false
        for (offset, byte) in bytes.enumerated() {
            if isLineStart, byte == UInt8(ascii: "{") {
                starts.append(offset)
                guard starts.count < startLimit else { break }
            }
            isLineStart = byte == 0x0a || byte == 0x0d
        }
        return starts
    }

    // MARK: Members

    /// A reader positioned at the member's value; nil if there is none. Of duplicates the last counts.
    func reader(at name: StaticString) -> StatsReader? {
        guard let member = members.last(where: { start.matches($0.key, name) }) else { return nil }
        return at(member.offset)
    }

    /// A reader positioned at the object itself.
    var reader: StatsReader { start }

    /// A reader at the value of the first member.
    var first: StatsReader? { members.first.map { at($0.offset) } }

    func has(_ name: StaticString) -> Bool { members.contains { start.matches($0.key, name) } }

    func isArray(_ name: StaticString) -> Bool { reader(at: name)?.isAtArray ?? false }

    func isObject(_ name: StaticString) -> Bool { reader(at: name)?.isAtObject ?? false }

    func string(_ name: StaticString) throws(StatsFault) -> String? {
        guard var reader = reader(at: name) else { return nil }
        return try reader.string()
    }

    func boolean(_ name: StaticString) throws(StatsFault) -> Bool {
        guard var reader = reader(at: name) else { return false }
        return try reader.boolean() ?? false
    }

    /// The outline of a member that is an object; nil if it is none.
    func outline(_ name: StaticString) throws(StatsFault) -> StatsOutline? {
        guard let reader = reader(at: name), reader.isAtObject else { return nil }
        return try StatsOutline(nested: reader)
    }

    /// The outlines of the first `limit` objects in a member that is an array.
    func outlines(_ name: StaticString, limit: Int) throws(StatsFault) -> [StatsOutline] {
        guard var reader = reader(at: name), reader.isAtArray else { return [] }
        var outlines: [StatsOutline] = []
        _ = try reader.array { (reader) throws(StatsFault) in
            if outlines.count < limit, reader.isAtObject { outlines.append(try StatsOutline(nested: reader)) }
            try reader.skip()
        }
        return outlines
    }

    private func at(_ offset: Int) -> StatsReader {
        var reader = start
        reader.go(to: offset)
        return reader
    }
}
