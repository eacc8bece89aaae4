import JSONLexing

/// Where the values of an object's members are in the text of a source map. Of members with the same name the last counts.
struct MapFields {
    private var offsets = [Int](repeating: -1, count: SourceMapField.allCases.count)

    /// Reads the object that comes next, skipping all values.
    init(_ reader: inout MapReader) throws(SourceMapFault) {
        reader.enter()
        var isFirst = true
        while let key = try reader.member(isFirst: &isFirst) {
            let offset = reader.next().offset
            if let field = Self.field(key, reader.lexer) { offsets[field] = offset }
            try reader.skip()
        }
    }

    /// The offset of a member's value; nil if there is no such member.
    subscript(field: SourceMapField) -> Int? {
        let offset = offsets[Self.index(field)]
        return offset >= 0 ? offset : nil
    }

    private static func field(_ key: JSONString, _ lexer: JSONLexer) -> Int? {
        if key.hasEscapes {
            let name = lexer.repairedText(of: key)
            return SourceMapField(rawValue: name).map(index)
        }
        let written = lexer.bytes[key.written]
        return names.firstIndex { written.elementsEqual($0) }
    }

    private static func index(_ field: SourceMapField) -> Int { SourceMapField.allCases.firstIndex(of: field)! }

    private static let names = SourceMapField.allCases.map { Array($0.rawValue.utf8) }
}
