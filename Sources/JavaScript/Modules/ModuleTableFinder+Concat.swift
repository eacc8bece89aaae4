/// Tables that leave out the lowest ids: `Array(first).concat([...])`.
extension ModuleTableFinder {
    /// The cursor is at `Array`.
    mutating func array(_ shape: TableShape) {
        guard let start = cursor.current?.start else { return }
        let outside = cursor.depth
        recent.append(.name)
        guard cursor.advance(), cursor.isAt("(") else { return step() }
        guard let first = firstIndex() else { return leave(to: outside) }
        guard cursor.advance(), cursor.isAt(".") else { return step() }
        recent.append(.dot)
        guard cursor.advance(), cursor.isAtWord("concat") else { return step() }
        recent.append(.name)
        guard cursor.advance(), cursor.isAt("(") else { return step() }
        guard cursor.advance(), cursor.isAt("[") else { return leave(to: outside) }
        var reader = ModuleTableReader()
        let isRead = reader.readArray(&cursor, first: first)
        leave(to: outside)
        if isRead, let end = cursor.current?.end { accept(reader, shape, start..<end) }
    }

    /// The number in `(first)`; the cursor is at `(`, and then at `)`.
    private mutating func firstIndex() -> Int? {
        guard cursor.advance(), let token = cursor.current,
            case .number(let first) = ModuleKey.identifier(token, in: cursor.bytes), 0..<1 << 32 ~= first,
            cursor.advance(), cursor.isAt(")")
        else { return nil }
        return first
    }

    private mutating func leave(to depth: Int) {
        cursor.skip(toDepth: depth)
        recent.append(.other)
    }
}
