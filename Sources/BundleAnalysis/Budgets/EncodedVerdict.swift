/// A verdict as JSON: the members of a result, and its state.
struct EncodedVerdict: Encodable {
    let verdict: BudgetVerdict

    private enum CodingKeys: CodingKey { case name, subject, value, limit, baseline, unit, exceeded, state }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        let result = verdict.result
        try container.encode(result.name, forKey: .name)
        try container.encode(result.subject, forKey: .subject)
        try container.encode(result.value, forKey: .value)
        try container.encode(result.limit, forKey: .limit)
        // Null, not absent, if there is none.
        try container.encode(result.baseline, forKey: .baseline)
        try container.encode(result.unit.rawValue, forKey: .unit)
        try container.encode(result.exceeded, forKey: .exceeded)
        try container.encode(verdict.state.rawValue, forKey: .state)
    }
}

/// A budget that nothing can be said of, as JSON.
struct EncodedUndecided: Encodable {
    let budget: UndecidedBudget

    private enum CodingKeys: CodingKey { case name, subject, reason }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(budget.name, forKey: .name)
        try container.encode(budget.subject, forKey: .subject)
        try container.encode(budget.reason.rawValue, forKey: .reason)
    }
}
