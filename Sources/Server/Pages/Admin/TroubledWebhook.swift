import Domain
import Storage

/// A webhook that fails or is disabled, wherever it is.
struct TroubledWebhook: Sendable {
    /// How many are listed, and how many projects are searched for them.
    static let shown = 50
    static let searched = 1_000

    var url: CutText
    var href: String
    var project: String
    var standing: String
    var standingMeaning: String
    var mark: MarkView

    init(_ webhook: Webhook, _ here: OwnerVisit, of project: String) {
        url = CutText(webhook.url)
        href = "\(here.webhooksPath)/\(webhook.id)"
        self.project = project
        (standing, standingMeaning) = here.standing(of: webhook)
        mark = MarkView(webhook.lastDelivery, now: here.visit.now, here.words)
    }

    /// Those of the newest projects first. Costs nothing where there are none.
    static func list(_ counts: QueueCounts, _ visit: Visit) async throws -> [TroubledWebhook] {
        guard counts.failingWebhooks + counts.disabledWebhooks > 0 else { return [] }
        let projects = try await visit.services.store.projects(visibleTo: nil, before: nil, limit: searched)
        let overviews = try await visit.services.store.overviews(of: projects.map(\.number))
        var found: [TroubledWebhook] = []
        for project in projects where found.count < shown {
            guard let overview = overviews[project.number], overview.failingWebhooks + overview.disabledWebhooks > 0
            else { continue }
            found += try await list(of: project, visit)
        }
        return Array(found.prefix(shown))
    }

    private static func list(of project: Project, _ visit: Visit) async throws -> [TroubledWebhook] {
        let here = OwnerVisit(visit: visit, owner: .project(project), position: nil)
        let webhooks = try await visit.services.store.webhooks(
            in: here.owner.key, before: nil, limit: Webhook.maximumPerProject)
        return webhooks.filter { !$0.isEnabled || $0.health.isSpared }.map { TroubledWebhook($0, here, of: project.id) }
    }
}
