/// A series of ids that are never reused, named after its table.
package enum Numbering: String, CaseIterable, Codable, Sendable {
    case accounts, projects, webhooks
    case webhookSecrets = "webhook_secrets"
    case events, artifacts, replays, tokens

    /// The column of the ids.
    package var column: String {
        switch self {
        case .projects: "number"
        case .artifacts: "row"
        default: "id"
        }
    }

    /// The highest id accepted. Event ids encode the time, and will one day exceed what JavaScript can represent.
    var highest: Int64 { self == .events ? 1 << 62 : 1 << 53 }

    /// The series for which the database itself keeps a counter.
    package static let counted = allCases.filter { $0 != .events }
}

/// The content of a column: how it is written in a stream, and what happens to it on import.
enum TransferKind: Hashable, Sendable {
    case integer, small, boolean, real, text, bytes, uuid
    /// An integer that is none of the other kinds.
    case within(ClosedRange<Int64>)
    /// An id, or a reference to one.
    case number(Numbering)
    /// The number of the project the row belongs to. It may be absent in a full export, but not in that of a single
    /// project.
    case itsProject
    /// The number of a project, or the negated id of an application.
    case owner
    /// The root of an event: an event id, or a negative number (`EventRoot`).
    case root
    /// Sealed for a webhook.
    case sealed(SealedPart)
    /// The key of a blob that is part of the stream.
    case blobKey
    /// Whether an account may do everything on this server: has no meaning on another one.
    case privilege

    /// The series the ids belong to; nil for anything that is not an id, or has ids of more than one kind.
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

    /// The safe range for arithmetic, which no store of ours exceeds; nil for anything that only has to be a number.
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

/// How a value is stored in both databases.
package enum TransferForm: Hashable, Sendable, CaseIterable {
    case integer, small, boolean, real, text, bytes, uuid
}
