/// Part of a list, newest first.
public struct Page<Item: Codable & Sendable>: Codable, Sendable {
    /// The items of this part.
    public let items: [Item]
    /// Asks for the next part; nil where this is the last.
    public let nextCursor: String?
}

/// Which part of a list is asked for.
public struct PageQuery: Sendable, Hashable {
    /// How many items at most, 1...200; nil for the server's default, 50.
    public var limit: Int?
    /// Where the part before ended; nil for the first part.
    public var cursor: String?

    /// The first part, or the one after `cursor`.
    public init(limit: Int? = nil, cursor: String? = nil) {
        self.limit = limit
        self.cursor = cursor
    }

    var query: [(name: String, value: String?)] {
        [(name: "limit", value: limit.map(String.init)), (name: "cursor", value: cursor)]
    }
}
