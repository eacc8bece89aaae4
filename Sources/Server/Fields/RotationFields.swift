import Domain
import Signing

/// The fields of a rotation of a webhook's secret.
enum RotationFields {
    /// How long the previous secret goes on signing, in seconds: 24 h by default.
    static let defaultOverlap = 24 * 3600
    /// At most 7 days; 0 ends the previous secret immediately.
    static let overlapRange = 0...7 * 24 * 3600

    static let overlapSeconds = Field<Int>.integer(
        "overlapSeconds", overlapRange,
        "How long the previous secret stays valid. Default: \(defaultOverlap). 0 ends it immediately.",
        isNullable: true)

    /// A secret that is left out is generated.
    static let rotation = FieldTable([.optional(WebhookFields.secret), .optional(overlapSeconds)])
}

extension Form {
    /// The end of the overlap; nil if there is none.
    func overlapEnd(from now: Timestamp) -> Timestamp? {
        let seconds = self[RotationFields.overlapSeconds] ?? RotationFields.defaultOverlap
        return seconds == 0 ? nil : now.adding(milliseconds: Int64(seconds) * 1_000)
    }
}
