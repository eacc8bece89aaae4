/// A value in both builds; null in JSON where a build has none.
package struct Compared<Value: Sendable & Codable & Equatable>: Sendable, Codable, Equatable {
    package var current: Value?
    package var baseline: Value?

    package init(current: Value?, baseline: Value?) {
        self.current = current
        self.baseline = baseline
    }

    private enum CodingKeys: CodingKey { case current, baseline }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(current, forKey: .current)
        try container.encode(baseline, forKey: .baseline)
    }
}
