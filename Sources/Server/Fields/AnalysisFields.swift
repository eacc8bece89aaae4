import Domain
import Storage

/// The fields of a request for a new analysis of an artifact.
enum AnalysisFields {
    static let raiseEvent = Field<Bool>.bool(
        "raiseEvent",
        "Whether `bundle:finished` is raised again when the new analysis replaces the result. Default: false.",
        isNullable: true)

    static let request = FieldTable([.optional(raiseEvent)])
}
