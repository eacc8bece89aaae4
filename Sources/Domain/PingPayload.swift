/// The payload of `ping`: a webhook is being tested.
package struct PingPayload: Hashable, Sendable {
    package var project: Project
    package var webhook: Webhook.ID

    package init(project: Project, webhook: Webhook.ID) {
        self.project = project
        self.webhook = webhook
    }

    /// `{"data":{"project":{…}},"variables":{"projectId":…,"webhookId":…}}`
    package var bytes: [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.object("data") { json in
                json.object("project") { project.writeIdentity(to: &$0) }
            }
            json.object("variables") { json in
                json.string("projectId", project.id)
                json.integer("webhookId", webhook)
            }
        }
        return json.bytes
    }
}
