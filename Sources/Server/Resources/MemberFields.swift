import Domain

/// The fields of a member.
enum MemberFields {
    static let role = Field<Access.Role>.choice(
        "role", "read sees the project and its artifacts; admin may do everything in it.")

    static let setting = FieldTable([.required(role)])

    /// What a 422 calls the account of the path.
    static let account = "account"

    /// The role that a form names. Throws a 422 where it names none.
    static func role(named text: String) throws(Problem) -> Access.Role {
        guard let role = Access.Role(rawValue: text) else {
            throw .invalid([FieldFault(field: role.name, message: Field<Access.Role>.faultOfChoice)])
        }
        return role
    }
}

extension Form {
    /// Throws where a field is at fault.
    func role() throws(Problem) -> Access.Role {
        try validate()
        return self[MemberFields.role] ?? .read
    }
}
