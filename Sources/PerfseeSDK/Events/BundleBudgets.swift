public import Foundation

/// The payload of `bundle:budget-exceeded`, `bundle:budget-recovered` and `bundle:compared`.
public struct BundleBudgets: Sendable, Hashable, Decodable {
    /// The project of the artifact.
    public let project: EventProject
    /// The build and the result of its analysis.
    public let artifact: EventArtifact
    /// The artifact that it was compared with; nil if there was none.
    public let baseline: EventArtifact?
    /// The ten largest reasons why it differs from its baseline; nil without one.
    public let causes: [EventCause]?
    /// What each budget says of the artifact.
    public let budgets: [EventBudget]

    private enum SubjectKeys: String, CodingKey {
        case artifact, budgets
    }

    /// Decodes the payload, an object with `data` and `variables`.
    public init(from decoder: any Decoder) throws {
        let payload = try EventPayload<SubjectKeys>(from: decoder)
        let compared = try payload.subject.decode(ComparedArtifact.self, forKey: .artifact)
        project = payload.project
        artifact = compared.artifact
        baseline = compared.baseline
        causes = compared.causes
        budgets = try payload.subject.decode([EventBudget].self, forKey: .budgets)
    }
}

/// The payload of `bundle:accepted`.
public struct BundleAccepted: Sendable, Hashable, Decodable {
    /// The project of the artifact.
    public let project: EventProject
    /// The build and the result of its analysis.
    public let artifact: EventArtifact
    /// The artifact that it was compared with; nil if there was none.
    public let baseline: EventArtifact?
    /// The ten largest reasons why it differs from its baseline; nil without one.
    public let causes: [EventCause]?
    /// What was accepted, by whom and why.
    public let acceptance: EventAcceptance

    private enum SubjectKeys: String, CodingKey {
        case artifact, acceptance
    }

    /// Decodes the payload, an object with `data` and `variables`.
    public init(from decoder: any Decoder) throws {
        let payload = try EventPayload<SubjectKeys>(from: decoder)
        let compared = try payload.subject.decode(ComparedArtifact.self, forKey: .artifact)
        project = payload.project
        artifact = compared.artifact
        baseline = compared.baseline
        causes = compared.causes
        acceptance = try payload.subject.decode(EventAcceptance.self, forKey: .acceptance)
    }
}

/// What one budget says of a build.
public struct EventBudget: Sendable, Hashable, Codable {
    /// What a budget's numbers are in.
    public enum Unit: String, Sendable, Hashable, Codable, CaseIterable {
        case bytes, score, count, percent
    }

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
    /// What the value, the limit and the baseline are in.
    public let unit: Unit
    /// Whether the build exceeds the budget, and that is not the baseline's excess alone.
    public let exceeded: Bool
}

/// One of the largest reasons why a build differs from its baseline.
public struct EventCause: Sendable, Hashable, Codable {
    /// The package, the module or the file.
    public let name: String
    /// By how many bytes it changed the build, uncompressed; negative if it shrank.
    public let bytes: Int
    /// The import that brought it, `src/table.ts:3`; nil if it is not new, or that is not known.
    public let from: String?
}

/// What was accepted, by whom and why.
public struct EventAcceptance: Sendable, Hashable, Codable {
    /// Why it was accepted.
    public let reason: String
    /// The name of the account that accepted it.
    public let acceptedBy: String
    /// When it was accepted.
    public let acceptedAt: Date
    /// The budgets that the artifact exceeded; each value is accepted, and no more.
    public let budgets: [EventBudget]
}

/// The artifact of an event, with what it was compared with.
struct ComparedArtifact: Decodable {
    let artifact: EventArtifact
    let baseline: EventArtifact?
    let causes: [EventCause]?

    private enum Keys: String, CodingKey {
        case baseline, causes
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Keys.self)
        artifact = try EventArtifact(from: decoder)
        baseline = try container.decodeIfPresent(EventArtifact.self, forKey: .baseline)
        // Absent, but never null.
        causes = container.contains(.causes) ? try container.decode([EventCause].self, forKey: .causes) : nil
    }
}
