package import Domain

/// What pages show at a glance. Artifacts come without their entry points and warnings.
package protocol OverviewStore: Sendable {
    /// One for each project, in a single read.
    func overviews(of projects: [Project.Number]) async throws -> [Project.Number: ProjectOverview]
    /// Artifacts that passed, newest first.
    func history(
        in project: Project.Number, branch: String?, name: String?, limit: Int
    ) async throws -> [Artifact]
    /// The branches that builds came from, in order; at most `limit`.
    func branches(in project: Project.Number, limit: Int) async throws -> [String]
    /// The names under which builds were uploaded, in order; at most `limit`.
    func artifactNames(in project: Project.Number, limit: Int) async throws -> [String]
    /// The event that ended the analysis of an artifact; nil until there is one.
    func event(ofArtifact id: Artifact.ID, in project: Project.Number) async throws -> Event?
    /// Webhooks that are disabled, whose last attempt failed, or whose receiver asked to wait, of all owners: newest first, at
    /// most `limit`.
    func troubledWebhooks(limit: Int) async throws -> [OwnedWebhook]
}

package struct OwnedWebhook: Hashable, Sendable {
    package var owner: WebhookOwner
    package var webhook: Webhook

    package init(owner: WebhookOwner, webhook: Webhook) {
        self.owner = owner
        self.webhook = webhook
    }
}

package struct ProjectOverview: Hashable, Sendable {
    /// The newest artifact, whatever its status.
    package var last: Artifact?
    /// The newest that passed.
    package var passed: Artifact?
    /// The artifact that passed before it, with the same name and branch.
    package var before: Artifact?
    /// Those whose last attempt failed, or whose receiver asked to wait.
    package var failingWebhooks: Int
    package var disabledWebhooks: Int

    package init(
        last: Artifact?, passed: Artifact?, before: Artifact?, failingWebhooks: Int, disabledWebhooks: Int
    ) {
        self.last = last
        self.passed = passed
        self.before = before
        self.failingWebhooks = failingWebhooks
        self.disabledWebhooks = disabledWebhooks
    }
}
