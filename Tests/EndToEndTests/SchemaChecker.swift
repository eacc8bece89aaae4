import Foundation

/// Any JSON.
enum AnyJSON: Decodable, Equatable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([AnyJSON])
    case object([String: AnyJSON])

    init(_ text: String) throws { self = try JSONDecoder().decode(AnyJSON.self, from: Data(text.utf8)) }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let values = try? container.decode([AnyJSON].self) {
            self = .array(values)
        } else {
            self = .object(try container.decode([String: AnyJSON].self))
        }
    }

    subscript(name: String) -> AnyJSON? { members[name] }

    var members: [String: AnyJSON] { if case .object(let members) = self { members } else { [:] } }
    var items: [AnyJSON] { if case .array(let items) = self { items } else { [] } }
    var text: String? { if case .string(let text) = self { text } else { nil } }
    var number: Double? { if case .number(let number) = self { number } else { nil } }
    var integer: Int? { number.map { Int($0) } }
}

/// Checks JSON against a JSON Schema, as far as the schemas of this project go: a keyword that it does not know is a fault.
struct SchemaChecker {
    private let root: AnyJSON

    init(_ schema: AnyJSON) { root = schema }

    /// What is wrong, with the place of each.
    func faults(of value: AnyJSON) -> [String] { faults(of: value, root, at: "") }

    private static let ignored: Set<String> = ["$schema", "$defs", "title", "description"]

    private func faults(of value: AnyJSON, _ schema: AnyJSON, at place: String) -> [String] {
        schema.members.sorted { $0.key < $1.key }.filter { !Self.ignored.contains($0.key) }.flatMap {
            faults(of: value, keyword: $0.key, $0.value, schema, at: place)
        }
    }

    private func faults(
        of value: AnyJSON, keyword: String, _ rule: AnyJSON, _ schema: AnyJSON, at place: String
    ) -> [String] {
        switch keyword {
        case "$ref":
            let name = rule.text?.split(separator: "/").last.map(String.init) ?? ""
            guard let target = root["$defs"]?[name] else { return ["\(place): the schema has no \(name)"] }
            return faults(of: value, target, at: place)
        case "type":
            let types = rule.text.map { [$0] } ?? rule.items.compactMap(\.text)
            return types.contains { Self.isOf($0, value) } ? [] : ["\(place) is none of \(types)"]
        case "const": return value == rule ? [] : ["\(place) is not \(rule)"]
        case "enum": return rule.items.contains(value) ? [] : ["\(place) is none of \(rule)"]
        case "minimum": return (value.number ?? 0) < (rule.number ?? 0) ? ["\(place) is too small"] : []
        case "maximum": return (value.number ?? 0) > (rule.number ?? 0) ? ["\(place) is too large"] : []
        case "required":
            return rule.items.compactMap(\.text).filter { value[$0] == nil }.map { "\(place) has no \($0)" }
        case "properties":
            return rule.members.flatMap { name, schema in
                value[name].map { faults(of: $0, schema, at: "\(place)/\(name)") } ?? []
            }
        case "additionalProperties":
            let known = schema["properties"]?.members ?? [:]
            return value.members.keys.filter { known[$0] == nil }.map { "\(place) must not have \($0)" }
        case "items":
            return value.items.enumerated().flatMap { faults(of: $1, rule, at: "\(place)/\($0)") }
        case "oneOf":
            let fitting = rule.items.count { faults(of: value, $0, at: place).isEmpty }
            return fitting == 1 ? [] : ["\(place) fits \(fitting) of \(rule.items.count)"]
        default: return ["\(place): the keyword \(keyword) is not known"]
        }
    }

    private static func isOf(_ type: String, _ value: AnyJSON) -> Bool {
        switch (type, value) {
        case ("object", .object), ("array", .array), ("string", .string), ("boolean", .bool), ("number", .number),
            ("null", .null):
            true
        case ("integer", .number(let number)): number == number.rounded()
        default: false
        }
    }
}
