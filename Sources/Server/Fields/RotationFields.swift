import Domain
import Signing

/// The fields of a rotation of a webhook's secret.
enum RotationFields {
    /// How long the previous secret goes on signing.
    static let defaultOverlap: Duration = .hours(24)
    /// 0 ends the previous secret immediately.
    static let overlapRange: ClosedRange<Duration> = .zero ... .days(7)

    static let overlapSeconds = Field<Duration>.seconds(
        "overlapSeconds", overlapRange,
        "How long the previous secret stays valid. Default: \(defaultOverlap.wholeSeconds). 0 ends it immediately.",
        isNullable: true)

    /// A secret that is left out is generated.
    static let rotation = FieldTable([.optional(WebhookFields.secret), .optional(overlapSeconds)])
}

extension Form {
    /// The end of the overlap; nil if there is none.
    func overlapEnd(from now: Timestamp) -> Timestamp? {
        let overlap = self[RotationFields.overlapSeconds] ?? RotationFields.defaultOverlap
        return overlap == .zero ? nil : now + overlap
    }
}
