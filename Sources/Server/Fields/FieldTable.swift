/// The fields that a body may have.
struct FieldTable: Sendable {
    struct Entry: Sendable {
        var name: String
        var schema: Schema
        var isRequired: Bool
        var isNullable: Bool
        var read: @Sendable (JSONValue, inout [FieldFault]) -> (any Sendable)?

        static func required<Value>(_ field: Field<Value>) -> Entry {
            entry(field, isRequired: true, isNullable: false)
        }

        /// A field that may be left out; null counts as left out.
        static func optional<Value>(_ field: Field<Value>) -> Entry {
            entry(field, isRequired: false, isNullable: true)
        }

        /// A field of a merge patch: if it is left out, it keeps its value; null restores the default, if there is one.
        static func changeable<Value>(_ field: Field<Value>) -> Entry {
            entry(field, isRequired: false, isNullable: field.isNullable)
        }

        private static func entry<Value>(_ field: Field<Value>, isRequired: Bool, isNullable: Bool) -> Entry {
            Entry(
                name: field.name, schema: field.schema, isRequired: isRequired, isNullable: isNullable,
                read: { field.read($0, &$1) })
        }
    }

    let entries: [Entry]

    init(_ entries: [Entry]) {
        self.entries = entries
    }

    /// A body that may be left out and has no fields.
    static let none = FieldTable([])

    var schema: Schema {
        .object(
            entries.map { entry in
                let schema = entry.isNullable ? entry.schema.orNull : entry.schema
                return Schema.Property(name: entry.name, schema: schema, isRequired: entry.isRequired)
            })
    }
}
