import Domain
import HTTPTypes
import Hummingbird
import Localization
import Storage

/// Settings -> Budgets: the project's own budgets, for builds without a file of them.
struct BudgetPages: Sendable {
    let services: Services
    let store: any BudgetStore

    var routes: [PageRoute] {
        let path = "/{project}/settings/budgets"
        return [.get(services, path, show), .post(services, path, save)]
    }

    struct View: Sendable {
        var action: String
        var text: String
        /// What is wrong with the text, each mistake with its line.
        var textFaults: [String]
        var faults: [FaultView]
        var hasFaults: Bool
    }

    @Sendable private func show(_ request: PageRequest) async throws -> Response {
        let (request, project) = try await request.project(for: .admin)
        return page(request, project, try await store.budgets(of: project.number)?.text ?? "")
    }

    @Sendable private func save(_ request: PageRequest, _ form: PostedForm) async throws -> Response {
        let (request, project) = try await request.project(for: .admin)
        let text = form.lines("text")
        let faults = faults(in: text)
        guard faults.isEmpty else { return page(request, project, text, faults) }
        try await store.setBudgets(text, of: project.number, at: services.now)
        return .redirect("\(request.path)?notice=budgets-saved")
    }

    private func faults(in text: String) -> [FieldFault] {
        let rule = TextRule(length: 0...ProjectBudgets.maximumBytes, control: .layoutTaken)
        let reason = rule.fault(in: text).map(FaultReason.text) ?? BudgetFields.faultOfSize(text)
        guard let reason else { return BudgetFields.faults(in: text, services.inspector) }
        return [FieldFault(field: BudgetFields.text.name, reason: reason)]
    }

    private func page(
        _ request: PageRequest, _ project: Project, _ text: String, _ faults: [FieldFault] = []
    ) -> Response {
        let strings = request.strings
        let view = View(
            action: "/\(project.id)/settings/budgets", text: text,
            textFaults: faults.map { FieldView.plain(strings($0.reason)) },
            faults: faults.map { FaultView($0, label: strings("budgets-text"), strings) }, hasFaults: !faults.isEmpty)
        return request.render(
            "budgets", title: strings("navigation-budgets"), current: "budgets", view,
            status: faults.isEmpty ? .ok : .unprocessableContent)
    }
}
