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
        if let message = TextRule(length: 1...Self.maximumNameLength).fault(in: name) {
            faults.append(FieldFault(field: "name", message: message))
        }
        if let message = Self.fault(email: email) { faults.append(FieldFault(field: "email", message: message)) }
        return faults + Self.faults(password: password, again: again)
    }

    static func faults(password: String, again: String) -> [FieldFault] {
        if password.count < minimumLength {
            [FieldFault(field: "password", message: "must have at least \(minimumLength) characters")]
        } else if password.utf8.count > maximumPasswordBytes {
            [FieldFault(field: "password", message: "must have at most \(maximumPasswordBytes) bytes")]
        } else if password != again {
            [FieldFault(field: "again", message: "is not the same password")]
        } else {
            []
        }
    }

    static func fault(email: String) -> String? {
        if let message = TextRule(length: 1...maximumEmailLength).fault(in: email) { return message }
        return EmailAddress.isPlausible(email) ? nil : "must be an email address such as mia@example.com"
    }
}
