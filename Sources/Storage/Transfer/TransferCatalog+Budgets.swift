extension TransferCatalog {
    static let projectBudgets = TransferTable(
        "project_budgets", key: "project", ofProject: "project = PROJECT",
        columns: [
            .required("project", .itsProject), .required("text", .text), .required("updated_at", .time),
        ])

    static let artifactBudgets = TransferTable(
        "artifact_budgets", key: "project", "artifact", ofProject: "project = PROJECT",
        columns: [
            .required("project", .itsProject), .required("artifact", .count), .required("budgets", .text),
        ])

    static let acceptances = TransferTable(
        "acceptances", key: "project", "artifact", "number", ofProject: "project = PROJECT",
        columns: [
            .required("project", .itsProject), .required("artifact", .count), .required("number", .count),
            .required("account", .number(.accounts)), .required("accepted_by", .text), .required("reason", .text),
            .required("excesses", .text), .required("accepted_at", .time),
        ])

    static let budgetExcesses = TransferTable(
        "budget_excesses", key: "project", "name", "branch", ofProject: "project = PROJECT",
        columns: [
            .required("project", .itsProject), .required("name", .text), .required("branch", .text),
        ])
}
