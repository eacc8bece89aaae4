/// The rows of the access matrix: what each route needs. A new route needs a row here; the columns come from the rule
/// (`AccessRules`), the order from the routes.
enum AccessRows {
    /// Everything below `/api/v1`, except the routes next to it.
    static let api: [(String, APIRule)] =
        [
            ("GET /healthz", .open),
            ("GET /readyz", .open),
            ("GET /metrics", .open),
            ("GET /openapi.json", .open),
            ("GET /event-types", .known),
            ("POST /projects", .instance),
            ("GET /projects", .listing),
            ("GET /projects/{project}", .read),
            ("PATCH /projects/{project}", .administer),
            ("DELETE /projects/{project}", .administer),
            ("GET /projects/{project}/members", .administer),
            ("POST /projects/{project}/members", .administer),
            ("GET /projects/{project}/members/{account}", .administer),
            ("PUT /projects/{project}/members/{account}", .administer),
            ("DELETE /projects/{project}/members/{account}", .administer),
            ("POST /projects/{project}/events", .publish),
            ("GET /projects/{project}/events", .administer),
            ("GET /projects/{project}/events/{id}", .administer),
            ("POST /artifacts", .upload),
            ("GET /projects/{project}/artifacts", .read),
            ("GET /projects/{project}/artifacts/{id}", .read),
            ("POST /projects/{project}/artifacts/{id}/analysis", .administer),
            ("GET /projects/{project}/artifacts/{id}/report", .read),
            ("GET /projects/{project}/artifacts/{id}/content", .read),
            ("GET /projects/{project}/artifacts/{id}/build", .read),
            ("POST /applications", .instance),
            ("GET /applications", .instance),
            ("GET /applications/{application}", .ofApplication),
            ("DELETE /applications/{application}", .endingApplication),
            ("POST /tokens", .minting),
            ("GET /tokens", .known),
            ("DELETE /tokens/{id}", .revoking),
        ] + owned("/projects/{project}", .administer) + owned("/applications/{application}", .ofApplication)

    /// What is the same below a project and below an application.
    private static func owned(_ owner: String, _ rule: APIRule) -> [(String, APIRule)] {
        [
            ("POST \(owner)/webhooks", rule),
            ("GET \(owner)/webhooks", rule),
            ("GET \(owner)/webhooks/{id}", rule),
            ("PATCH \(owner)/webhooks/{id}", rule),
            ("DELETE \(owner)/webhooks/{id}", rule),
            ("POST \(owner)/webhooks/{id}/ping", rule),
            ("POST \(owner)/webhooks/{id}/secret", rule),
            ("POST \(owner)/webhooks/{id}/replays", rule),
            ("GET \(owner)/webhooks/{id}/replays/{replay}", rule),
            ("GET \(owner)/deliveries", rule),
            ("GET \(owner)/deliveries/stream", rule),
            ("GET \(owner)/deliveries/{id}", rule),
            ("POST \(owner)/deliveries/{id}/redeliver", rule),
        ]
    }

    static let pages: [(String, PageRule)] =
        [
            ("GET /assets/{file}", .open),
            ("GET /sign-in", .open),
            ("POST /sign-in", .open),
            ("POST /sign-out", .open),
            ("GET /sign-in/{code}", .open),
            ("POST /sign-in/{code}", .open),
            ("GET /invite/{code}", .open),
            ("POST /invite/{code}", .open),
            ("GET /account", .signedIn),
            ("POST /account/password", .signedIn),
            ("GET /", .open),
            ("GET /projects/new", .instance),
            ("POST /projects/new", .instance),
            ("GET /{project}", .read),
            ("GET /{project}/artifacts", .read),
            ("GET /{project}/artifacts/{id}", .read),
            ("POST /{project}/artifacts/{id}/analysis", .administer),
            ("GET /{project}/settings", .administer),
            ("POST /{project}/settings", .administer),
            ("POST /{project}/settings/delete", .administer),
            ("GET /{project}/settings/members", .administer),
            ("POST /{project}/settings/members", .administer),
            ("POST /{project}/settings/members/applications", .administer),
            ("POST /{project}/settings/members/{account}", .administer),
            ("GET /{project}/settings/members/{account}/remove", .administer),
            ("POST /{project}/settings/members/{account}/remove", .administer),
            ("GET /admin", .instance),
            ("POST /admin/invitations", .instance),
            ("POST /admin/accounts/{account}", .instance),
            ("GET /admin/accounts/{account}/remove", .instance),
            ("POST /admin/accounts/{account}/remove", .instance),
            ("GET /applications", .instance),
            ("POST /applications", .instance),
            ("GET /applications/{application}", .instance),
            ("POST /applications/{application}/delete", .instance),
        ] + owned("/{project}", settings: "/{project}/settings", .administer)
        + owned("/applications/{application}", settings: "/applications/{application}", .instance)

    private static func owned(_ owner: String, settings: String, _ rule: PageRule) -> [(String, PageRule)] {
        [
            ("GET \(settings)/tokens", rule),
            ("POST \(settings)/tokens", rule),
            ("GET \(settings)/tokens/{id}/revoke", rule),
            ("POST \(settings)/tokens/{id}/revoke", rule),
            ("GET \(settings)/webhooks", rule),
            ("POST \(settings)/webhooks", rule),
            ("GET \(settings)/webhooks/new", rule),
            ("GET \(settings)/webhooks/{id}", rule),
            ("POST \(settings)/webhooks/{id}", rule),
            ("POST \(settings)/webhooks/{id}/ping", rule),
            ("POST \(settings)/webhooks/{id}/enable", rule),
            ("GET \(settings)/webhooks/{id}/disable", rule),
            ("POST \(settings)/webhooks/{id}/disable", rule),
            ("POST \(settings)/webhooks/{id}/remove", rule),
            ("POST \(settings)/webhooks/{id}/secret", rule),
            ("POST \(settings)/webhooks/{id}/replays", rule),
            ("GET \(owner)/deliveries", rule),
            ("GET \(owner)/deliveries/{id}", rule),
            ("POST \(owner)/deliveries/{id}/redeliver", rule),
            ("GET \(owner)/live", rule),
        ]
    }
}
