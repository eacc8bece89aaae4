import Domain
import Hummingbird
import Storage

/// All pages and the assets they load.
struct PageServer: Sendable {
    let services: Services
    let store: any Store

    var routes: [PageRoute] { pages + FormRedirect.routes(beside: pages) }

    /// Without the redirects from paths that have no page.
    var pages: [PageRoute] {
        Asset.all.map { asset in
            PageRoute(method: .get, path: asset.path) { request, _ in asset.response(to: request) }
        } + SignInPages(services: services, store: store).routes + AccountPages(services: services, store: store).routes
            + MemberPages(services: services, store: store).routes + AdminPages(services: services, store: store).routes
            + ApplicationPages(services: services, store: store).routes + OwnerKind.allCases.flatMap(routes(of:))
            + ProjectPages(services: services, store: store).routes
            + ArtifactPages(services: services, store: store).routes
            + EventPages(services: services, store: store).routes + SetUpPages(services: services).routes
            + DocsPage(services: services).routes
            + TreemapPages(services: services, store: store).routes
            + HistoryPages(services: services, store: store).routes
            + PackagePages(services: services, store: store).routes
            + BudgetPages(services: services, store: store).routes
            + AcceptancePages(services: services, store: store).routes
            + ComparePages(services: services, store: store).routes
    }

    /// What is the same below a project and below an application.
    private func routes(of kind: OwnerKind) -> [PageRoute] {
        TokenPages(services: services, store: store, kind: kind).routes
            + WebhookPages(services: services, store: store, kind: kind).routes
            + WebhookDeliveriesPage(services: services, store: store, kind: kind).routes
            + RotationPage(services: services, store: store, kind: kind).routes
            + ReplayPage(services: services, store: store, kind: kind).routes
            + DeliveryPages(services: services, store: store, kind: kind).routes
            + LivePage(services: services, kind: kind).routes
    }
}
