/// One page of a list.
public struct Page<Item: Codable & Sendable>: Codable, Sendable {
    /// The items of this page.
    public let items: [Item]
    /// The cursor of the next page; nil on the last one.
    public let nextCursor: String?
}

/// Which page of a list to fetch.
public struct PageRequest: Sendable, Hashable {
    /// The maximum number of items, 1...200; nil for the server's default, 50.
    public var limit: Int?
    /// The cursor from the previous page; nil for the first page.
    public var cursor: String?

    /// The first page, or the one after `cursor`.
    public init(limit: Int? = nil, cursor: String? = nil) {
        self.limit = limit
        self.cursor = cursor
    }

    var query: [(name: String, value: String?)] {
        [(name: "limit", value: limit.map(String.init)), (name: "cursor", value: cursor)]
    }
}
