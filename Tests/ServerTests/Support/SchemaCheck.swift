/// Validates values against the part of JSON Schema that the API's description uses.
struct SchemaCheck: Sendable {
    /// The document that `$ref` points into.
    let document: Tree

    /// What is wrong, each with the path to it; empty if nothing is. An unknown keyword is a fault as well.
    func faults(of value: Tree, _ schema: Tree, at path: String = "$") -> [String] {
        guard case .object(let keywords) = schema else { return ["\(path): the schema is no object"] }
        return keywords.flatMap { keyword, expected in faults(of: value, keyword, expected, in: schema, at: path) }
    }

    private func faults(of value: Tree, _ keyword: String, _ expected: Tree, in schema: Tree, at path: String)
        -> [String]
    {
        switch keyword {
        case "description", "format", "pattern": []
        case "$ref": faults(of: value, resolve(expected), at: path)
        case "type":
            expected.string == type(of: value) || isInteger(value, expected) ? [] : ["\(path): is \(type(of: value))"]
        case "enum": expected.items.contains(value) ? [] : ["\(path): is none of the choices"]
        case "anyOf":
            expected.items.contains { faults(of: value, $0, at: path).isEmpty } ? [] : ["\(path): fits nothing"]
        case "minimum": number(value).map { $0 >= number(expected) ?? 0 } ?? true ? [] : ["\(path): is too small"]
        case "maximum": number(value).map { $0 <= number(expected) ?? 0 } ?? true ? [] : ["\(path): is too large"]
        case "minLength":
            (value.string?.unicodeScalars.count ?? .max) >= (expected.int ?? 0) ? [] : ["\(path): is too short"]
        case "maxLength":
            (value.string?.unicodeScalars.count ?? 0) <= (expected.int ?? 0) ? [] : ["\(path): is too long"]
        case "maxItems": value.items.count <= (expected.int ?? 0) ? [] : ["\(path): has too many items"]
        case "items": value.items.enumerated().flatMap { faults(of: $1, expected, at: "\(path)[\($0)]") }
        case "required":
            expected.items.compactMap(\.string).filter { value[$0] == nil }.map { "\(path).\($0): is missing" }
        case "properties":
            expected.names.flatMap { name in
                value[name].map { faults(of: $0, expected[name] ?? .null, at: "\(path).\(name)") } ?? []
            }
        case "additionalProperties": others(value, expected, schema, path)
        default: ["\(path): the keyword \(keyword) is not checked"]
        }
    }

    private func others(_ value: Tree, _ expected: Tree, _ schema: Tree, _ path: String) -> [String] {
        let known = Set(schema["properties"]?.names ?? [])
        return value.names.filter { !known.contains($0) }.flatMap { name in
            expected == .bool(false)
                ? ["\(path).\(name): is not described"]
                : faults(of: value[name] ?? .null, expected, at: "\(path).\(name)")
        }
    }

    private func resolve(_ reference: Tree) -> Tree {
        (reference.string ?? "").split(separator: "/").dropFirst().reduce(document) { $0[String($1)] ?? .null }
    }

    private func isInteger(_ value: Tree, _ expected: Tree) -> Bool {
        expected == .string("integer") && number(value).map { $0 == $0.rounded() } == true
    }

    private func number(_ value: Tree) -> Double? {
        guard case .number(let number) = value else { return nil }
        return number
    }

    private func type(of value: Tree) -> String {
        switch value {
        case .object: "object"
        case .array: "array"
        case .string: "string"
        case .number: "number"
        case .bool: "boolean"
        case .null: "null"
        }
    }
}
