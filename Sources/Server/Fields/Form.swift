import Domain
import HTTPTypes
import Localization

/// A JSON object read by a field table: every valid value, and every fault of the others.
struct Form: Sendable {
    private var values: [String: any Sendable] = [:]
    private var nulls: Set<String> = []
    private(set) var faults: [FieldFault] = []

    /// - Parameter object: throws a 422 if it is not an object.
    init(_ object: JSONValue, _ table: FieldTable) throws(Problem) {
        guard object.kind == .object else {
            throw Problem(.unprocessableContent, .request(.notAnObject))
        }
        var seen: Set<String> = []
        for member in object.children { read(member, table, &seen) }
        for entry in table.entries where entry.isRequired && !seen.contains(entry.name) {
            refuse(entry.name, .required)
        }
    }

    /// A body that was left out.
    init(absent table: FieldTable) {
        for entry in table.entries where entry.isRequired { refuse(entry.name, .required) }
    }

    /// Nil if the field was left out, is null, or is at fault.
    subscript<Value>(field: Field<Value>) -> Value? { values[field.name] as? Value }

    func isNull<Value>(_ field: Field<Value>) -> Bool { nulls.contains(field.name) }

    /// Whether the field was sent, even as null.
    func has<Value>(_ field: Field<Value>) -> Bool { isNull(field) || self[field] != nil }

    mutating func refuse(_ field: String, _ reason: FaultReason) {
        guard faults.count < Self.maximumFaults else { return }
        faults.append(FieldFault(field: field, reason: reason))
    }

    /// Runs a further check on a value that is present.
    mutating func check<Value>(_ field: Field<Value>, _ fault: (Value) -> FaultReason?) {
        guard let value = self[field], let reason = fault(value) else { return }
        refuse(field.name, reason)
    }

    /// Throws a 422 that names every field at fault.
    func validate() throws(Problem) {
        guard faults.isEmpty else { throw .invalid(faults) }
    }

    private mutating func read(_ member: JSONValue, _ table: FieldTable, _ seen: inout Set<String>) {
        guard let name = member.key, let entry = table.entries.first(where: { $0.name == name }) else {
            return refuse(shown(member.key), .unknownField)
        }
        guard seen.insert(name).inserted else { return refuse(name, .duplicate) }
        if member.kind == .null, entry.isNullable {
            nulls.insert(name)
        } else if member.kind == .null {
            refuse(name, .null)
        } else {
            values[name] = entry.read(member, &faults)
        }
    }

    /// A name that a client made up, cut short enough to be sent back.
    private func shown(_ name: String?) -> String {
        (name ?? "\u{FFFD}").cut(to: Self.shownNameLength)
    }

    /// The maximum number of faults that one answer names: a body of nothing but unknown fields must not get a longer
    /// one back.
    static let maximumFaults = 100
    /// How many characters of an unknown field's name an answer repeats.
    static let shownNameLength = 100
}
