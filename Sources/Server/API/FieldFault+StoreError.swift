import Domain
import HTTPTypes
import Localization
import Storage

extension StoreConflict {
    /// The field at fault, as the API names it; nil if the conflict is not about a field.
    var fault: FieldFault? {
        switch self {
        case .slugTaken: FieldFault(field: ProjectFields.id.name, reason: .conflict(self))
        case .applicationNameTaken: FieldFault(field: ApplicationFields.name.name, reason: .conflict(self))
        case .emailTaken: FieldFault(field: "email", reason: .conflict(self))
        case .alreadyMember, .lastAdministrator, .webhookDisabled, .noPreparedSecret, .tokenExists,
            .artifactBeingAnalyzed, .nothingToAccept, .artifactBuildGone, .deliverySending, .deliveryWebhookDeleted,
            .deliveryWebhookDisabled,
            .applicationNotMember:
            nil
        }
    }
}

extension StoreRefusal {
    /// The field is a header, because the cause of an event is given in one.
    var fault: FieldFault {
        switch self {
        case .eventLoop: FieldFault(field: EventCause.deliveryHeader.rawName, reason: .refusal(self))
        }
    }
}
