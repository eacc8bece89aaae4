import Domain
import Storage

/// What a delivery is about: the artifact of its event.
struct EventSubjectView: FieldedView {
    /// Events with a longer body are listed without it. Perfsee's own are far shorter.
    static let longestBody = 16_384
    /// How deep an artifact's fields are within a body.
    private static let depth = 5

    var href: String
    /// Its name and number.
    var name: CutText
    /// The beginning of the commit's hash, and all of it.
    var commit: String
    var hash: String
    var branch: CutText

    /// Nil if the event is not about an artifact.
    /// - Parameter project: the event's project.
    init?(_ eventType: EventType, _ body: EventBody?, in project: String?) {
        guard Self.isAboutArtifacts(eventType), let project, let body,
            let document = try? JSONDocument(scanning: body.bytes, recordingTo: Self.depth),
            let artifact = document.root["payload"]?["data"]?["project"]?["artifact"],
            let id = artifact["id"]?.integer, let name = artifact["name"]?.string,
            let hash = artifact["hash"]?.string, let branch = artifact["branch"]?.string
        else { return nil }
        href = "/\(project)/artifacts/\(id)"
        self.name = CutText(name, keeping: " #\(id)")
        commit = String(hash.prefix(8))
        self.hash = hash
        self.branch = CutText(branch)
    }

    static func isAboutArtifacts(_ eventType: EventType) -> Bool { eventType.text.hasBytePrefix("bundle:") }

    var fields: [String: Any?] {
        ["href": href, "name": name, "commit": commit, "hash": hash, "branch": branch]
    }
}

extension JSONValue {
    /// The first member of that name; nil if there is none, or if it is not an object.
    fileprivate subscript(name: String) -> JSONValue? {
        kind == .object ? children.first { $0.key == name } : nil
    }
}
