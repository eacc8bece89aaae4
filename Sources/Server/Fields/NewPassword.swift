import Localization

/// The input of the form that sets up an account, or a new password for one.
struct NewPassword: Sendable {
    static let minimumLength = 10
    static let maximumPasswordBytes = 1024
    static let maximumEmailLength = 255
    static let maximumNameLength = 100

    var email: String
    var name: String
    var password = ""
    var again = ""

    var faults: [FieldFault] {
        var faults: [FieldFault] = []
        if let fault = TextRule(length: 1...Self.maximumNameLength).fault(in: name) {
            faults.append(FieldFault(field: "name", reason: .text(fault)))
        }
        if let reason = Self.fault(email: email) { faults.append(FieldFault(field: "email", reason: reason)) }
        return faults + Self.faults(password: password, again: again)
    }

    static func faults(password: String, again: String) -> [FieldFault] {
        if password.count < minimumLength {
            [FieldFault(field: "password", reason: .account(.shortPassword(minimum: minimumLength)))]
        } else if password.utf8.count > maximumPasswordBytes {
            [FieldFault(field: "password", reason: .account(.longPassword(limit: maximumPasswordBytes)))]
        } else if password != again {
            [FieldFault(field: "again", reason: .account(.otherPassword))]
        } else {
            []
        }
    }

    static func fault(email: String) -> FaultReason? {
        if let fault = TextRule(length: 1...maximumEmailLength).fault(in: email) { return .text(fault) }
        return EmailAddress.isPlausible(email) ? nil : .account(.notAnEmail)
    }
}
