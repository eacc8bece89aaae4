/// What the catalog's payloads have in common: `data.project` holds the project's fields and, next to them, the
/// subject of the event.
struct EventPayload<SubjectKeys: CodingKey>: Decodable {
    let project: EventProject
    /// The fields of `data.project`.
    let subject: KeyedDecodingContainer<SubjectKeys>

    private enum PayloadKeys: String, CodingKey {
        case data
    }

    private enum DataKeys: String, CodingKey {
        case project
    }

    init(from decoder: any Decoder) throws {
        let data = try decoder.container(keyedBy: PayloadKeys.self)
            .nestedContainer(keyedBy: DataKeys.self, forKey: .data)
        project = try data.decode(EventProject.self, forKey: .project)
        subject = try data.nestedContainer(keyedBy: SubjectKeys.self, forKey: .project)
    }
}
