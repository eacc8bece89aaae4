import Domain

/// A project as typed into a form.
struct ProjectDraft: Sendable {
    var id = ""
    var host = Project.Host.github.rawValue
    var namespace = ""
    var name = ""
    var isPublic = false
    var baselineBranch = ""
    var repositoryURL = ""

    init() {}

    init(_ form: PostedForm) {
        id = form["id"].trimmed
        host = form["host"]
        namespace = form["namespace"].trimmed
        name = form["name"].trimmed
        isPublic = form.has("isPublic")
        baselineBranch = form["baselineBranch"].trimmed
        repositoryURL = form["repositoryUrl"].trimmed
    }

    init(_ project: Project) {
        id = project.id
        host = project.host.rawValue
        namespace = project.namespace
        name = project.name
        isPublic = project.isPublic
        baselineBranch = project.baselineBranch ?? ""
        repositoryURL = project.repositoryURL ?? ""
    }

    /// The equivalent body of an API request.
    func json(withID: Bool) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            if withID { json.string("id", id) }
            json.string("host", host)
            json.string("namespace", namespace)
            json.string("name", name)
            json.bool("isPublic", isPublic)
            // A null string restores the default.
            json.string("baselineBranch", baselineBranch.isEmpty ? nil : baselineBranch)
            json.string("repositoryUrl", repositoryURL.isEmpty ? nil : repositoryURL)
        }
        return json.bytes
    }
}
