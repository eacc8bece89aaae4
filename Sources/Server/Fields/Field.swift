import Domain
import Localization

/// One field of a JSON body: its name, its description, and how it is read.
struct Field<Value: Sendable>: Sendable {
    let name: String
    let schema: Schema
    /// Whether null is accepted: it restores the default, or removes the value.
    let isNullable: Bool
    /// Returns nil after adding at least one fault.
    let read: @Sendable (JSONValue, inout [FieldFault]) -> Value?

    init(
        _ name: String, _ schema: Schema, isNullable: Bool = false,
        read: @escaping @Sendable (JSONValue, inout [FieldFault]) -> Value?
    ) {
        self.name = name
        self.schema = schema
        self.isNullable = isNullable
        self.read = read
    }
}

extension Field where Value == String {
    /// - Parameters:
    ///   - length: counts Unicode scalars.
    ///   - check: returns what is wrong with a text that has passed the other checks.
    static func text(
        _ name: String, _ length: ClosedRange<Int>, _ description: String, isNullable: Bool = false,
        pattern: String? = nil, control: TextRule.Control = .refused,
        check: @escaping @Sendable (String) -> FaultReason? = { _ in nil }
    ) -> Field {
        let schema = Schema.string(length, pattern: pattern).described(description)
        let rule = TextRule(length: length, control: control)
        return Field(name, schema, isNullable: isNullable) { value, faults in
            guard value.kind == .string else { return faults.refuse(name, .notString) }
            guard let text = value.string else { return faults.refuse(name, .halfSurrogatePair) }
            if let reason = rule.fault(in: text).map(FaultReason.text) ?? check(text) {
                return faults.refuse(name, reason)
            }
            return text
        }
    }
}

extension Field where Value == Int {
    static func integer(
        _ name: String, _ range: ClosedRange<Int>, _ description: String, isNullable: Bool = false
    ) -> Field {
        Field(name, .integer(range).described(description), isNullable: isNullable) { value, faults in
            guard value.isInteger else { return faults.refuse(name, .notInteger) }
            guard let number = value.integer, range.contains(number) else {
                return faults.refuse(name, .notBetween(lowest: range.lowerBound, highest: range.upperBound))
            }
            return number
        }
    }
}

extension Field where Value == Duration {
    /// A duration in whole seconds.
    static func seconds(
        _ name: String, _ range: ClosedRange<Duration>, _ description: String, isNullable: Bool = false
    ) -> Field {
        let number = Field<Int>.integer(name, range.wholeSeconds, description, isNullable: isNullable)
        return Field(name, number.schema, isNullable: isNullable) { value, faults in
            number.read(value, &faults).map { .seconds($0) }
        }
    }
}

extension Field where Value == Bool {
    static func bool(_ name: String, _ description: String, isNullable: Bool = false) -> Field {
        Field(name, .bool.described(description), isNullable: isNullable) { value, faults in
            guard let bool = value.bool else { return faults.refuse(name, .notBoolean) }
            return bool
        }
    }
}

extension Field where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
    static func choice(_ name: String, _ description: String, isNullable: Bool = false) -> Field {
        let names = Value.allCases.map(\.rawValue)
        return Field(name, .choice(names).described(description), isNullable: isNullable) { value, faults in
            guard value.kind == .string else { return faults.refuse(name, .notString) }
            guard let choice = value.string.flatMap(Value.init(rawValue:)) else {
                return faults.refuse(name, faultOfChoice)
            }
            return choice
        }
    }

    /// What is wrong with a text that is not one of the choices.
    static var faultOfChoice: FaultReason { .notOneOf(Value.allCases.map(\.rawValue)) }
}

extension [FieldFault] {
    /// Adds a fault; always returns nil, so that a reader can return the result.
    mutating func refuse<Value>(_ field: String, _ reason: FaultReason) -> Value? {
        append(FieldFault(field: field, reason: reason))
        return nil
    }
}
