/// What one budget says of a build: an element of the `budgets` of an event, a report and the API.
public struct BudgetResult: Sendable, Equatable {
    /// What is counted. Its raw value is on the wire.
    public enum Unit: String, Sendable, CaseIterable {
        case bytes
        /// From 0 to 100; the only one of which less is worse.
        case score
        /// Packages, or copies of one.
        case count
        /// Of the baseline's value.
        case percent
    }

    /// The budget's name: the one that it was given, or its subject with its kind.
    public var name: String
    /// What it is on: `size`, an entry's name, a package, an asset glob.
    public var subject: String
    /// What the build has, in the budget's unit.
    public var value: Double
    /// What it may have, in the same unit.
    public var limit: Double
    /// The baseline's value; nil if there is no baseline, or it does not have the subject.
    public var baseline: Double?
    /// What value, limit and baseline are in.
    public var unit: Unit
    /// Whether the value is beyond its limit, and that is not the baseline's excess alone.
    public var exceeded: Bool

    /// A result as it is decided, or as it was stored.
    public init(
        name: String, subject: String, value: Double, limit: Double, baseline: Double?, unit: Unit, exceeded: Bool
    ) {
        self.name = name
        self.subject = subject
        self.value = value
        self.limit = limit
        self.baseline = baseline
        self.unit = unit
        self.exceeded = exceeded
    }
}
