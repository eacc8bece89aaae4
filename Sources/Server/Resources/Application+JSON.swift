import Domain

extension Account {
    /// An application, as its own resource shows it.
    func writeApplication(to json: inout JSONWriter) {
        json.object { json in
            json.integer("id", id)
            json.string("name", name)
            json.time("createdAt", createdAt)
        }
    }

    static let applicationSchema = Schema.object([
        .always("id", .integer().described("The ID of its account.")), .always("name", .string()),
        .always("createdAt", .time),
    ])

    var applicationPath: String { "\(Endpoint.prefix)/applications/\(id)" }

    /// The maximum length of an application's name, in characters.
    static let maximumNameLength = 100
}
