/// The payload of `ping`, which is sent to test a webhook.
package struct PingPayload: Hashable, Sendable {
    private enum Owner: Hashable, Sendable {
        case project(Project)
        case application(Account)
    }

    private let owner: Owner
    package let webhook: Webhook.ID

    package init(project: Project, webhook: Webhook.ID) {
        owner = .project(project)
        self.webhook = webhook
    }

    /// A ping that belongs to no project. Receivers read `data.project` before they look at the type, so it is present
    /// all the same: its texts are empty, as no project's are, and the application is beside it.
    package init(application: Account, webhook: Webhook.ID) {
        owner = .application(application)
        self.webhook = webhook
    }

    /// `{"data":{"project":{…}},"variables":{"projectId":…,"webhookId":…}}`
    package var bytes: [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.object("data") { writeData(to: &$0) }
            json.object("variables") { writeVariables(to: &$0) }
        }
        return json.bytes
    }

    private func writeData(to json: inout JSONWriter) {
        switch owner {
        case .project(let project):
            json.object("project") { project.writeIdentity(to: &$0) }
        case .application(let application):
            json.object("project") { Self.noProject.writeIdentity(to: &$0) }
            json.object("application") { json in
                json.integer("id", application.id)
                json.string("name", application.name)
            }
        }
    }

    private func writeVariables(to json: inout JSONWriter) {
        switch owner {
        case .project(let project): json.string("projectId", project.id)
        case .application(let application):
            json.string("projectId", Self.noProject.id)
            json.integer("applicationId", application.id)
        }
        json.integer("webhookId", webhook)
    }

    private static let noProject = Project(
        number: 0, id: "", host: .unknown, namespace: "", name: "", isPublic: false, baselineBranch: "",
        createdAt: Timestamp(milliseconds: 0))
}
