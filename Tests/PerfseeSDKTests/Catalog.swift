import Foundation

/// The event catalog that all SDKs are tested against.
struct Catalog {
    struct Entry {
        let eventType: String
        let example: [String: Any]
        let schema: [String: Any]

        /// A body with this payload.
        func body(payload: Any) throws -> [UInt8] {
            Array(try JSONSerialization.data(withJSONObject: ["eventType": eventType, "payload": payload]))
        }
    }

    static let file = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "sdk/catalogue.json")

    static func entries() throws -> [Entry] {
        let list = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [[String: Any]] ?? []
        return list.compactMap { item in
            guard let eventType = item["eventType"] as? String, let example = item["example"] as? [String: Any],
                let schema = item["schema"] as? [String: Any]
            else { return nil }
            return Entry(eventType: eventType, example: example, schema: schema)
        }
    }

    static func entry(_ eventType: String) throws -> Entry {
        try entries().first { $0.eventType == eventType } ?? { throw CocoaError(.fileNoSuchFile) }()
    }
}

/// Walks a schema to list its fields, and which of them can be null.
struct SchemaWalk {
    struct Field {
        let path: [String]
        let isNullable: Bool
    }

    let root: [String: Any]

    /// All fields of objects, at any depth; the items of lists are named `0`.
    func fields() -> [Field] {
        fields(of: root, at: [])
    }

    private func fields(of schema: [String: Any], at path: [String]) -> [Field] {
        let schema = resolved(schema)
        if let items = schema["items"] as? [String: Any] { return fields(of: items, at: path + ["0"]) }
        let properties = schema["properties"] as? [String: [String: Any]] ?? [:]
        return properties.flatMap { name, property in
            [Field(path: path + [name], isNullable: isNullable(property))] + fields(of: property, at: path + [name])
        }
    }

    private func resolved(_ schema: [String: Any]) -> [String: Any] {
        if let choices = schema["anyOf"] as? [[String: Any]], let first = choices.first { return resolved(first) }
        guard let reference = schema["$ref"] as? String, let name = reference.split(separator: "/").last,
            let definition = (root["$defs"] as? [String: [String: Any]])?[String(name)]
        else { return schema }
        return definition
    }

    private func isNullable(_ schema: [String: Any]) -> Bool {
        if let choices = schema["anyOf"] as? [[String: Any]] {
            return choices.contains { $0["type"] as? String == "null" }
        }
        if let values = schema["enum"] as? [Any] { return values.contains { $0 is NSNull } }
        return (schema["type"] as? [String])?.contains("null") ?? false
    }
}

/// `json` with the value at `path` replaced, or removed if `value` is nil.
func replacing(_ path: ArraySlice<String>, in json: Any, with value: Any?) -> Any {
    guard let key = path.first else { return value ?? NSNull() }
    if var list = json as? [Any], let index = Int(key), list.indices.contains(index) {
        list[index] = replacing(path.dropFirst(), in: list[index], with: value)
        return list
    }
    guard var object = json as? [String: Any] else { return json }
    if path.count == 1 {
        object[key] = value
    } else if let inner = object[key] {
        object[key] = replacing(path.dropFirst(), in: inner, with: value)
    }
    return object
}
