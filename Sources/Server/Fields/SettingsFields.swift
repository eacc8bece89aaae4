import Domain

/// The settings of the whole server.
enum SettingsFields {
    static let projectCreators = Field<ProjectCreators>.choice(
        "projectCreators",
        "Who can create projects: admins, the administrators of the server, or everyone, every account. Default: admins.",
        isNullable: true)

    static let change = FieldTable([.changeable(projectCreators)])
}

extension Form {
    /// Throws if a field is at fault.
    func instanceSettings(from settings: InstanceSettings) throws(Problem) -> InstanceSettings {
        try validate()
        var settings = settings
        if isNull(SettingsFields.projectCreators) {
            settings.projectCreators = InstanceSettings().projectCreators
        } else if let creators = self[SettingsFields.projectCreators] {
            settings.projectCreators = creators
        }
        return settings
    }
}
