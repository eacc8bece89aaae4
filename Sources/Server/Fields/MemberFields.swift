import Domain
import Localization
import Storage

/// The fields of a member.
enum MemberFields {
    static let role = Field<Access.Role>.choice(
        "role", "read gives access to the project and its artifacts; admin gives full access.")

    static let email = Field<String>.text(
        "email", 1...NewPassword.maximumEmailLength, "The email that the person signs in with, ignoring case.",
        check: NewPassword.fault(email:))
    static let application = Field<String>.text(
        "application", 1...Account.maximumNameLength, "The application's name, ignoring case.")

    static let setting = FieldTable([.required(role)])
    static let addition = FieldTable([.optional(email), .optional(application), .required(role)])

    /// What is wrong with a name that belongs to nobody.
    static func faultOfNobody(_ name: AccountName) -> FieldFault {
        switch name {
        case .email: FieldFault(field: email.name, reason: .account(.unknownEmail))
        case .application: FieldFault(field: application.name, reason: .account(.unknownName))
        }
    }

    /// The role that a form names. Throws a 422 if it is not a role.
    static func role(named text: String) throws(Problem) -> Access.Role {
        guard let role = Access.Role(rawValue: text) else {
            throw .invalid([FieldFault(field: role.name, reason: Field<Access.Role>.faultOfChoice)])
        }
        return role
    }
}

extension Form {
    /// Throws if a field is at fault.
    func role() throws(Problem) -> Access.Role {
        try validate()
        return self[MemberFields.role] ?? .read
    }

    /// The name of the member to add, and the role. Throws if a field is at fault, or if not exactly one name is given.
    mutating func newMember() throws(Problem) -> (AccountName, Access.Role) {
        let email = self[MemberFields.email]
        let application = self[MemberFields.application]
        if email != nil, application != nil {
            refuse(MemberFields.application.name, .exclusive(with: MemberFields.email.name))
        } else if faults.isEmpty, email == nil, application == nil {
            refuse(MemberFields.email.name, .requiredUnless(other: MemberFields.application.name))
        }
        let role = try role()
        return (email.map { .email($0) } ?? .application(application ?? ""), role)
    }
}
