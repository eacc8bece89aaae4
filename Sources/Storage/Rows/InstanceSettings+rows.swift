package import Domain

/// Each setting is a row with a name and a value. A name or a value that only a newer version knows counts as not set.
extension InstanceSettings {
    private static let creatorsName = "project-creators"

    package init(rows: [String: String]) {
        self.init()
        if let creators = rows[Self.creatorsName].flatMap(ProjectCreators.init(rawValue:)) {
            projectCreators = creators
        }
    }

    package var rows: [(name: String, value: String)] {
        [(Self.creatorsName, projectCreators.rawValue)]
    }
}
