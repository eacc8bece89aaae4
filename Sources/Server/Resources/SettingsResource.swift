import Domain
import HTTPTypes
import Hummingbird
import Storage

/// The settings of the whole server: anyone with a token may know them, instance admins change them.
struct SettingsResource: Sendable {
    let services: Services

    private var store: any SettingsStore { services.store }

    var endpoints: [Endpoint] {
        [
            .authenticated(services, .get, "/settings", Self.showOperation, show),
            .authenticated(services, .patch, "/settings", Self.changeOperation, change),
        ]
    }

    @Sendable private func show(_ request: APIRequest) async throws -> Response {
        let settings = try await store.instanceSettings()
        return .json { settings.write(to: &$0) }
    }

    @Sendable private func change(_ request: APIRequest) async throws -> Response {
        try Authorizer(services: services, caller: request.caller).instance()
        let form = try await request.form(SettingsFields.change)
        let settings = try form.instanceSettings(from: try await store.instanceSettings())
        try await store.setInstanceSettings(settings)
        return .json { settings.write(to: &$0) }
    }
}

extension SettingsResource {
    private static let showOperation = Operation(
        id: "getSettings", summary: "Gets the settings of the whole server. Requires any token.",
        answers: [.json(200, "The settings.", .reference("Settings"))])
    private static let changeOperation = Operation(
        id: "changeSettings",
        summary: "Changes the settings of the whole server with a merge patch. Requires an instance admin.",
        body: .json(SettingsFields.change, isRequired: true),
        answers: [.json(200, "The updated settings.", .reference("Settings"))])
}

extension InstanceSettings {
    func write(to json: inout JSONWriter) {
        json.object { $0.string("projectCreators", projectCreators.rawValue) }
    }

    static let schema = Schema.object([
        .always(
            "projectCreators",
            .choice(ProjectCreators.allCases.map(\.rawValue)).described(
                "Who can create projects: admins, the administrators of the server, or everyone, every account."))
    ])
}
