public import Foundation

/// What one budget says of an artifact.
public struct ArtifactBudget: Codable, Sendable, Hashable {
    /// The budget's name.
    public let name: String
    /// What it is on: an entry point, a package or a pattern; else its kind.
    public let subject: String
    /// What the build has, in the unit.
    public let value: Double
    /// What it may have, in the unit; of a score, the least.
    public let limit: Double
    /// What the baseline has, in the unit; nil if there is none.
    public let baseline: Double?
    /// What the value, the limit and the baseline are in: `bytes`, `score`, `count` or `percent`.
    public let unit: String
    /// Whether the build exceeds the budget, and that is not the baseline's excess alone.
    public let exceeded: Bool
    /// `kept`, `accepted`, `noWorse` or `exceeded`.
    public let state: String
}

/// A budget that nothing can be said of.
public struct UncheckedBudget: Codable, Sendable, Hashable {
    /// The budget's name.
    public let name: String
    /// What it is on.
    public let subject: String
    /// Why, such as `noBaseline`.
    public let reason: String
}

/// What somebody accepted of an artifact.
public struct Acceptance: Codable, Sendable, Hashable {
    /// The artifact's ID.
    public let artifactId: Int
    /// Why it was accepted.
    public let reason: String
    /// The name of the account that accepted it.
    public let acceptedBy: String
    /// When it was accepted.
    public let acceptedAt: Date
    /// The budgets that the artifact exceeded; each value is accepted, and no more.
    public let budgets: [ArtifactBudget]
}

/// A project's own budgets, for builds without a file of them.
public struct ProjectBudgets: Codable, Sendable, Hashable {
    /// A `perfsee-budgets.yaml`, as it was typed; nil if the project has none.
    public let text: String?
    /// When it was replaced last.
    public let updatedAt: Date?
}
