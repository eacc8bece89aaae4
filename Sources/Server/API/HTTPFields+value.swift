import HTTPTypes

extension HTTPFields {
    /// The field's value, as the subscript by a name has it: several are joined. That one first builds an index of all
    /// fields, and joins lazily even what there is one of, which takes more than comparing a few names.
    func value(of name: HTTPField.Name) -> String? {
        var found: String?
        for field in self where field.name == name {
            guard found == nil else { return self[name] }
            found = field.value
        }
        return found
    }
}
