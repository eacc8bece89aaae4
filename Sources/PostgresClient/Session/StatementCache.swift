/// The statements prepared on a connection, by their text. The least recently used one is evicted first.
struct StatementCache {
    private struct Entry {
        let name: String
        let types: [UInt32]
        var lastUse: UInt64
    }

    private let limit: Int
    private var entries: [String: Entry] = [:]
    private var uses: UInt64 = 0
    private var names: UInt64 = 0
    /// Names that the server still knows but that are no longer used.
    private(set) var retired: [String] = []

    init(limit: Int) {
        self.limit = max(1, limit)
    }

    var count: Int { entries.count }

    /// The name of the statement, if it was prepared for parameters of these types.
    mutating func name(of sql: String, types: [UInt32]) -> String? {
        guard let index = entries.index(forKey: sql), entries.values[index].types == types else { return nil }
        uses += 1
        entries.values[index].lastUse = uses
        return entries.values[index].name
    }

    /// A name that the connection has never used.
    mutating func freshName() -> String {
        names += 1
        return "s\(names)"
    }

    /// Stores a statement that the server has prepared, and retires those that no longer fit.
    mutating func insert(_ sql: String, types: [UInt32], name: String) {
        forget(sql)
        if entries.count >= limit, let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse }) {
            forget(oldest.key)
        }
        uses += 1
        entries[sql] = Entry(name: name, types: types, lastUse: uses)
    }

    /// The statement is prepared again at its next use.
    mutating func forget(_ sql: String) {
        if let entry = entries.removeValue(forKey: sql) { retired.append(entry.name) }
    }

    mutating func forgetAll() {
        retired += entries.values.map(\.name)
        entries = [:]
    }

    mutating func takeRetired() -> [String] {
        defer { retired = [] }
        return retired
    }
}
