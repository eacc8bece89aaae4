/// Reads a table's object or array. The cursor is at its opening bracket, and afterwards, if it could be read, at
/// the closing one.
struct ModuleTableReader {
    private(set) var entries: [ModuleTable.Entry] = []
    /// Whether there is a value that is neither a function nor an alias.
    private(set) var hasOthers = false
    /// Whether all of the keys are bare names as short as those of the runtime's functions.
    private(set) var hasRuntimeNamesOnly = true
    private(set) var hasQuotedOrNumericKeys = false
    private(set) var isArray = false

    var functionCount: Int { entries.count { $0.kind == .function } }

    /// False if it is no table.
    mutating func readObject(_ cursor: inout TokenCursor) -> Bool {
        let values = ModuleValueReader(depth: cursor.depth)
        while cursor.advance() {
            if cursor.depth < values.depth { return true }
            if cursor.isAt(",") { continue }
            guard let property = property(&cursor, values), add(property.key, property.value, cursor) else {
                return false
            }
            if cursor.depth < values.depth { return true }
        }
        return false
    }

    /// `first` is the index of the first element.
    mutating func readArray(_ cursor: inout TokenCursor, first: Int) -> Bool {
        let values = ModuleValueReader(depth: cursor.depth)
        var index = first
        isArray = true
        hasQuotedOrNumericKeys = true
        hasRuntimeNamesOnly = false
        while cursor.advance() {
            if cursor.depth < values.depth { return true }
            if !cursor.isAt(",") {
                guard let value = values.read(&cursor), add(.number(index), value) else { return false }
                if cursor.depth < values.depth { return true }
            }
            index += 1
        }
        return false
    }

    private struct Property {
        let key: JavaScriptToken
        let value: ModuleValue
    }

    private func property(_ cursor: inout TokenCursor, _ values: ModuleValueReader) -> Property? {
        var isAccessor = false
        guard let key = key(&cursor, &isAccessor) else { return nil }
        var value: ModuleValue?
        if cursor.isAt(":") {
            guard cursor.advance() else { return nil }
            value = values.read(&cursor)
        } else if cursor.isAt("(") {
            value = values.readMethod(&cursor)
        } else if cursor.depth < values.depth || cursor.isAt(",") {
            value = ModuleValue(kind: .other, range: key.range)
        }
        guard let value else { return nil }
        return Property(key: key, value: isAccessor ? ModuleValue(kind: .other, range: value.range) : value)
    }

    /// A property's name; the cursor is behind it.
    private func key(_ cursor: inout TokenCursor, _ isAccessor: inout Bool) -> JavaScriptToken? {
        if cursor.isAt("*") { cursor.advance() }
        while let token = cursor.current, Self.isKey(token) {
            let isModifier = cursor.isAtWord("get") || cursor.isAtWord("set")
            let isAsync = cursor.isAtWord("async")
            guard cursor.advance(), let next = cursor.current else { return nil }
            if isAsync, cursor.isAt("*") { cursor.advance() } else if !Self.isKey(next) { return token }
            guard isModifier || isAsync else { return nil }
            if isModifier { isAccessor = true }
        }
        return nil
    }

    private static func isKey(_ token: JavaScriptToken) -> Bool {
        switch token.kind {
        case .identifierName, .stringLiteral, .numericLiteral: true
        default: false
        }
    }

    private mutating func add(_ key: JavaScriptToken, _ value: ModuleValue, _ cursor: TokenCursor) -> Bool {
        if key.kind != .identifierName { hasQuotedOrNumericKeys = true }
        if key.kind != .identifierName || !RuntimeName.isOne(cursor.bytes[key.range]) { hasRuntimeNamesOnly = false }
        guard let id = ModuleKey.identifier(key, in: cursor.bytes) else { return false }
        return add(id, value)
    }

    private mutating func add(_ id: ModuleIdentifier, _ value: ModuleValue) -> Bool {
        guard entries.count < ModuleTable.maximumEntryCount else { return false }
        if value.kind == .other { hasOthers = true }
        let kind: ModuleTable.Entry.Kind = value.kind == .function ? .function : .alias
        entries.append(ModuleTable.Entry(id: id, kind: kind, range: value.range))
        return true
    }
}
