import Domain
import Hummingbird
import Localization
import Signing

/// Which part of a list is requested.
struct Page: Sendable {
    static let limitRange = 1...200
    static let defaultLimit = 50
    /// The maximum length of a cursor, in characters.
    static let maximumCursorLength = 200

    /// The parameters that every list takes.
    static let parameters = [
        QueryParameter(
            name: "limit",
            schema: .integer(limitRange).described("The maximum number of items. Default: \(defaultLimit).")
        ),
        QueryParameter(
            name: "cursor", schema: .string(1...maximumCursorLength).described("The nextCursor of the previous page.")),
    ]

    var limit: Int
    /// The id of the last item on the previous page, as the list itself wrote it.
    var after: String?

    /// - Parameter list: names the list, so that the cursor of one list is not accepted by another.
    init(_ query: inout QueryForm, list: String) {
        limit = query.integer("limit", Self.limitRange) ?? Self.defaultLimit
        guard let cursor = query.text("cursor", 1...Self.maximumCursorLength) else { return }
        after = Cursor.read(cursor, list: list)
        if after == nil { query.refuse("cursor", .notCursor) }
    }

    /// One more than is shown, to find out whether another page follows.
    var fetchLimit: Int { limit + 1 }

    /// `{"items": […], "nextCursor": …}`
    func json<Item>(
        _ items: [Item], list: String, id: (Item) -> String, write: (Item, inout JSONWriter) throws -> Void
    ) rethrows -> [UInt8] {
        let shown = items.prefix(limit)
        let last = items.count > limit ? shown.last : nil
        var json = JSONWriter()
        try json.object { json in
            try json.array("items") { json in
                for item in shown { try write(item, &json) }
            }
            json.string("nextCursor", last.map { Cursor.write(id($0), list: list) })
        }
        return json.bytes
    }

    static func schema(of item: Schema) -> Schema {
        .object([.always("items", .array(of: item)), .always("nextCursor", Schema.string().orNull)])
    }
}

/// The end of a page, opaque to clients.
enum Cursor {
    static func write(_ id: String, list: String) -> String {
        Base64.url.encode(Array("\(list) \(id)".utf8))
    }

    /// Nil for a cursor that this list did not write.
    static func read(_ cursor: String, list: String) -> String? {
        guard let bytes = Base64.url.decode(cursor), let text = String(validating: bytes, as: UTF8.self) else {
            return nil
        }
        let parts = text.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0] == list else { return nil }
        return String(parts[1])
    }
}
