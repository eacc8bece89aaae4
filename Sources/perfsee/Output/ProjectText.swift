import PerfseeSDK

/// A project as text.
struct ProjectText {
    let project: Project

    init(_ project: Project) {
        self.project = project
    }

    var facts: FactSheet {
        var facts = FactSheet()
        facts.add("project", project.id)
        facts.add("repository", "\(project.namespace)/\(project.name) (\(project.host))")
        facts.add("repository URL", project.repositoryUrl)
        facts.add("readable by", project.isPublic ? "anyone" : "its members")
        facts.add("baseline", project.baselineBranch ?? "main, else master")
        facts.add("created", project.createdAt.map { Moment($0).relative })
        return facts
    }
}
