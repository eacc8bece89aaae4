import Domain

/// A JSON Schema, as OpenAPI 3.1 uses it.
struct Schema: Hashable, Sendable {
    private struct Member: Hashable {
        var name: String
        var json: [UInt8]
    }

    private var members: [Member] = []

    /// Any value.
    static let any = Schema()
    static let bool = Schema().with("type", "boolean")
    static let number = Schema().with("type", "number")
    static let time = string().with("format", "date-time")

    static func string(_ length: ClosedRange<Int>? = nil, pattern: String? = nil) -> Schema {
        var schema = Schema().with("type", "string")
        if let length {
            if length.lowerBound > 0 { schema = schema.with("minLength", length.lowerBound) }
            schema = schema.with("maxLength", length.upperBound)
        }
        if let pattern { schema = schema.with("pattern", pattern) }
        return schema
    }

    static func integer(_ range: ClosedRange<Int>? = nil) -> Schema {
        let schema = Schema().with("type", "integer")
        guard let range else { return schema }
        return schema.with("minimum", range.lowerBound).with("maximum", range.upperBound)
    }

    static func choice(_ values: [String]) -> Schema {
        string().adding("enum") { json in
            json.array { json in
                for value in values { json.string(nil, value) }
            }
        }
    }

    static func array(of items: Schema, upTo count: Int? = nil) -> Schema {
        let schema = Schema().with("type", "array").adding("items") { $0.raw(nil, items.json) }
        return count.map { schema.with("maxItems", $0) } ?? schema
    }

    /// An object with exactly the named members.
    static func object(_ properties: [Property]) -> Schema {
        let required = properties.filter(\.isRequired)
        var schema = Schema().with("type", "object")
        if !required.isEmpty {
            schema = schema.adding("required") { json in
                json.array { json in
                    for property in required { json.string(nil, property.name) }
                }
            }
        }
        return schema.adding("properties") { json in
            json.object { json in
                for property in properties { json.raw(property.name, property.schema.json) }
            }
        }.adding("additionalProperties") { $0.bool(nil, false) }
    }

    /// An object whose members may have any name.
    static func map(of values: Schema) -> Schema {
        Schema().with("type", "object").adding("additionalProperties") { $0.raw(nil, values.json) }
    }

    static func reference(_ name: String) -> Schema { Schema().with("$ref", "#/components/schemas/\(name)") }

    /// This schema, or null.
    var orNull: Schema {
        Schema().adding("anyOf") { json in
            json.array { json in
                json.raw(nil, self.json)
                json.raw(nil, Schema().with("type", "null").json)
            }
        }
    }

    func described(_ text: String) -> Schema { with("description", text) }

    var json: [UInt8] {
        var json = JSONWriter()
        json.object { json in
            for member in members { json.raw(member.name, member.json) }
        }
        return json.bytes
    }

    private func with(_ name: String, _ value: String) -> Schema { adding(name) { $0.string(nil, value) } }

    private func with(_ name: String, _ value: Int) -> Schema { adding(name) { $0.integer(nil, value) } }

    private func adding(_ name: String, _ write: (inout JSONWriter) -> Void) -> Schema {
        var json = JSONWriter()
        write(&json)
        var schema = self
        schema.members.append(Member(name: name, json: json.bytes))
        return schema
    }
}

extension Schema {
    struct Property: Hashable, Sendable {
        var name: String
        var schema: Schema
        var isRequired: Bool
    }
}

extension Schema.Property {
    /// A member that is always present.
    static func always(_ name: String, _ schema: Schema) -> Schema.Property {
        Schema.Property(name: name, schema: schema, isRequired: true)
    }

    static func maybe(_ name: String, _ schema: Schema) -> Schema.Property {
        Schema.Property(name: name, schema: schema, isRequired: false)
    }
}
