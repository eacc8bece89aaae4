import Hummingbird

/// All pages and what they load.
struct PageServer: Sendable {
    let services: Services

    var routes: [PageRoute] {
        Asset.all.map { asset in
            PageRoute(method: .get, path: asset.path) { request, _ in asset.response(to: request) }
        } + SignInPages(services: services).routes + AccountPages(services: services).routes
            + MemberPages(services: services).routes + TokenPages(services: services).routes
            + AdminPages(services: services).routes + WebhookPages(services: services).routes
            + DeliveryPages(services: services).routes + LivePage(services: services).routes
            + ProjectPages(services: services).routes + ArtifactPages(services: services).routes
    }
}
