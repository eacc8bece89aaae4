/// What is counted by ids that are never used twice: the table whose ids they are.
package enum Numbering: String, CaseIterable, Codable, Sendable {
    case accounts, projects, webhooks
    case webhookSecrets = "webhook_secrets"
    case events, artifacts, replays, tokens

    /// The column of the ids.
    var column: String {
        switch self {
        case .projects: "number"
        case .artifacts: "row"
        default: "id"
        }
    }

    /// The highest id that is taken. Those of events tell the time, and go beyond what JavaScript can hold one day.
    var highest: Int64 { self == .events ? 1 << 62 : 1 << 53 }

    /// Those that the database itself counts on with a counter.
    static let counted = allCases.filter { $0 != .events }
}

/// What lies in a column: how it is written in a stream, and what happens to it on the way.
enum TransferKind: Hashable, Sendable {
    case integer, small, boolean, real, text, bytes, uuid
    /// A whole number that is no other.
    case within(ClosedRange<Int64>)
    /// An id, or the id of what is referred to.
    case number(Numbering)
    /// The number of the project that the row is a part of. Of everything it may be of none, of one project never.
    case itsProject
    /// The number of a project, or an application's id below zero.
    case owner
    /// What events go back to: one's id, or a number below zero (`EventRoot`).
    case root
    /// Sealed for a webhook.
    case sealed(SealedPart)
    /// Of a blob that travels along.
    case blobKey
    /// Whether an account may do everything here: means nothing on another server.
    case privilege

    /// Whose ids they are; nil for what is no id, or not of one kind alone.
    var numbering: Numbering? {
        switch self {
        case .number(let numbering): numbering
        case .itsProject: .projects
        default: nil
        }
    }

    /// Milliseconds since 1970.
    static let time = TransferKind.within(-(1 << 53)...1 << 53)
    static let count = TransferKind.within(0...1 << 53)

    /// What can be calculated with, and come out of no store of ours otherwise; nil for what only has to be a number.
    var range: ClosedRange<Int64>? {
        switch self {
        case .within(let range): range
        case .number(let numbering): 0...numbering.highest
        case .itsProject: 0...Numbering.projects.highest
        case .owner: -Numbering.accounts.highest...Numbering.projects.highest
        case .root: -Numbering.events.highest...Numbering.events.highest
        default: nil
        }
    }

    var form: TransferForm {
        switch self {
        case .integer, .within, .number, .itsProject, .owner, .root: .integer
        case .small: .small
        case .boolean, .privilege: .boolean
        case .real: .real
        case .text, .blobKey: .text
        case .bytes, .sealed: .bytes
        case .uuid: .uuid
        }
    }
}

/// How a value lies in both databases.
package enum TransferForm: String, Hashable, Sendable {
    case integer, small, boolean, real, text, bytes, uuid
}
