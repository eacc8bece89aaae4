import Domain
import Hummingbird

/// All pages and the assets they load.
struct PageServer: Sendable {
    let services: Services

    var routes: [PageRoute] { pages + FormRedirect.routes(beside: pages) }

    /// Without the redirects from paths that have no page.
    var pages: [PageRoute] {
        Asset.all.map { asset in
            PageRoute(method: .get, path: asset.path) { request, _ in asset.response(to: request) }
        } + SignInPages(services: services).routes + AccountPages(services: services).routes
            + MemberPages(services: services).routes + AdminPages(services: services).routes
            + ApplicationPages(services: services).routes + OwnerKind.allCases.flatMap(routes(of:))
            + ProjectPages(services: services).routes + ArtifactPages(services: services).routes
    }

    /// What is the same below a project and below an application.
    private func routes(of kind: OwnerKind) -> [PageRoute] {
        TokenPages(services: services, kind: kind).routes + WebhookPages(services: services, kind: kind).routes
            + DeliveryPages(services: services, kind: kind).routes + LivePage(services: services, kind: kind).routes
    }
}
