import Domain
import Localization

/// Reads a query parameter by parameter, and collects its faults.
struct QueryForm: Sendable {
    private var values: [String: String] = [:]
    private var faults: [FieldFault] = []

    /// - Parameter known: any other parameter is a fault, and so is a repeated one.
    init(_ query: Query, known: [QueryParameter]) {
        for (name, value) in query.parameters.prefix(Form.maximumFaults) {
            if !known.contains(where: { $0.name == name }) {
                refuse(name.cut(to: Form.shownNameLength), .unknownParameter)
            } else if values[name] != nil {
                refuse(name, .duplicate)
            } else if let value {
                values[name] = value
            } else {
                refuse(name, .notUTF8)
            }
        }
    }

    mutating func text(_ name: String, _ length: ClosedRange<Int>) -> String? {
        guard let value = values[name] else { return nil }
        guard let fault = TextRule(length: length).fault(in: value) else { return value }
        refuse(name, .text(fault))
        return nil
    }

    /// An event type expression.
    mutating func expression(_ name: String) -> EventTypeExpression? {
        guard let text = text(name, 1...EventTypeExpression.maximumLength) else { return nil }
        let expression = EventTypeExpression(text)
        if let fault = expression.unmatchable {
            refuse(name, .webhook(.unmatchable(fault)))
            return nil
        }
        return expression
    }

    mutating func integer(_ name: String, _ range: ClosedRange<Int>) -> Int? {
        guard let value = values[name] else { return nil }
        guard let number = Int(value), range.contains(number) else {
            refuse(name, .notIntegerBetween(lowest: range.lowerBound, highest: range.upperBound))
            return nil
        }
        return number
    }

    mutating func time(_ name: String) -> Timestamp? {
        guard let value = values[name] else { return nil }
        guard let time = Timestamp(iso8601: value) else {
            refuse(name, .notTime)
            return nil
        }
        return time
    }

    mutating func choice<Value>(_ name: String, _ names: [String], _ value: (String) -> Value?) -> Value? {
        guard let text = values[name] else { return nil }
        guard let value = value(text) else {
            refuse(name, .notOneOf(names))
            return nil
        }
        return value
    }

    mutating func refuse(_ name: String, _ reason: FaultReason) {
        faults.append(FieldFault(field: name, reason: reason))
    }

    func validate() throws(Problem) {
        guard faults.isEmpty else { throw .invalid(faults) }
    }
}
