import Domain
import HTTPTypes
import Hummingbird
import Localization
import Storage

/// A project's own budgets, and acceptances of what its artifacts exceed.
struct BudgetResource: Sendable {
    let services: Services
    let store: any BudgetStore

    var endpoints: [Endpoint] {
        let budgets = "/projects/{project}/budgets"
        return [
            .authenticated(services, .get, budgets, Self.showOperation, show),
            .authenticated(services, .put, budgets, Self.changeOperation, change),
            .authenticated(
                services, .post, "/projects/{project}/artifacts/{id}/acceptance", Self.acceptOperation, accept),
        ]
    }

    @Sendable private func show(_ request: APIRequest) async throws -> Response {
        let project = try await request.project(for: .read)
        return try await answer(project)
    }

    @Sendable private func change(_ request: APIRequest) async throws -> Response {
        let project = try await request.project(for: .admin)
        var form = try await request.form(BudgetFields.change)
        let text = form[BudgetFields.text] ?? ""
        for fault in BudgetFields.faults(in: text, services.inspector) { form.refuse(fault.field, fault.reason) }
        try form.validate()
        try await store.setBudgets(text, of: project.number, at: services.now)
        return try await answer(project)
    }

    private func answer(_ project: Project) async throws -> Response {
        let budgets = try await store.budgets(of: project.number)
        return .json { json in
            json.object { json in
                json.string("text", budgets?.text)
                json.time("updatedAt", budgets?.updatedAt)
            }
        }
    }

    @Sendable private func accept(_ request: APIRequest) async throws -> Response {
        let project = try await request.project(for: .admin)
        let (form, key) = try await request.creation(BudgetFields.acceptance)
        try form.validate()
        let answer: @Sendable (AcceptedExcess) -> StoredAnswer = { accepted in
            StoredAnswer(.created) { json in
                if let acceptance = accepted.acceptances.last { acceptance.write(to: &json) } else { json.null() }
            }
        }
        do {
            return try await request.once(key, answer: answer) { once in
                try await ExcessApproval(services: services, store: store).accept(
                    request.number("id"), in: project, by: request.caller.account,
                    because: form[BudgetFields.reason] ?? "", once: once)
            }
        } catch StoreError.notFound {
            throw Problem.notFound(.artifact)
        }
    }
}

extension BudgetResource {
    private static let showOperation = Operation(
        id: "getProjectBudgets",
        summary:
            "Gets the project's own budgets, which count for builds without a perfsee-budgets.yaml. Requires read.",
        answers: [.json(200, "The budgets.", .reference("ProjectBudgets"))])
    private static let changeOperation = Operation(
        id: "replaceProjectBudgets",
        summary:
            "Replaces the project's own budgets. Builds that are analyzed from now on are checked against them. A mistake "
            + "is named with its line and key. Requires admin.",
        body: .json(BudgetFields.change, isRequired: true),
        answers: [.json(200, "The new budgets.", .reference("ProjectBudgets"))])
    private static let acceptOperation = Operation(
        id: "acceptArtifactExcess",
        summary:
            "Accepts all that an artifact exceeds, up to its values, and raises `bundle:accepted`. 409 if it exceeds "
            + "nothing, or what it exceeds was accepted. Requires admin.",
        body: .json(BudgetFields.acceptance, isRequired: true),
        answers: [.json(201, "What was accepted.", .reference("Acceptance"))],
        takesIdempotencyKey: true)
}

extension ProjectBudgets {
    static let schema = Schema.object([
        .always(
            "text", Schema.string().orNull.described("As it was typed. Null if the project has no budgets of its own.")),
        .always("updatedAt", Schema.time.orNull),
    ])
}
