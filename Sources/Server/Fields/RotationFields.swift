import Domain
import Signing

/// The fields of a rotation of a webhook's secret.
enum RotationFields {
    /// How long the previous secret goes on signing.
    static let defaultOverlap: Duration = .hours(24)

    static let overlapSeconds = Field<Duration>.seconds(
        "overlapSeconds", Webhook.overlapRange,
        "How long the previous secret stays valid. Default: \(defaultOverlap.wholeSeconds). 0 ends it immediately.",
        isNullable: true)
    static let switchOverlapSeconds = Field<Duration>.seconds(
        "overlapSeconds", Webhook.overlapRange,
        "How long the previous secret stays valid. Default: what the secret was prepared with. 0 ends it immediately.",
        isNullable: true)
    static let prepare = Field<Bool>.bool(
        "prepare",
        "Whether the new secret only waits, without signing anything, until the webhook is switched to it; "
            + "`overlapSeconds` counts from then. Default: false.",
        isNullable: true)

    /// A secret that is left out is generated.
    static let rotation = FieldTable([
        .optional(WebhookFields.secret), .optional(overlapSeconds), .optional(prepare),
    ])
    static let switching = FieldTable([.optional(switchOverlapSeconds)])
}

extension Form {
    /// How long the previous secret goes on signing.
    var overlap: Duration { self[RotationFields.overlapSeconds] ?? RotationFields.defaultOverlap }
}
