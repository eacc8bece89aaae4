import Domain
import Storage

/// What the view of a single artifact has besides: what budgets say of it, and what was accepted.
struct ArtifactReview: Sendable {
    var budgets: ArtifactBudgets?
    var acceptances: [ExcessAcceptance]

    init(of artifact: Artifact, in project: Project, _ store: any BudgetStore) async throws {
        budgets = try await store.budgets(of: artifact.id, in: project.number)
        acceptances = try await store.acceptances(of: artifact.id, in: project.number)
    }

    /// Within the artifact's object.
    func write(to json: inout JSONWriter) {
        json.string("budgetSource", budgets?.source.rawValue)
        json.array("budgets") { json in
            for verdict in budgets?.verdicts ?? [] { verdict.write(to: &json) }
        }
        json.array("undecidedBudgets") { json in
            for budget in budgets?.undecided ?? [] { budget.write(to: &json) }
        }
        json.integer("omittedBudgets", budgets?.omitted ?? 0)
        json.array("acceptances") { json in
            for acceptance in acceptances { acceptance.write(to: &json) }
        }
    }

    static let fields: [Schema.Property] = [
        .maybe(
            "budgetSource",
            Schema.choice(ArtifactBudgets.Source.allCases.map(\.rawValue)).orNull.described(
                "Whose budgets it was checked against: those of the file in the build, or the project's. Null if it has "
                    + "none. Like all about budgets, only in the view of a single artifact.")),
        .maybe("budgets", .array(of: ArtifactBudgets.Verdict.schema)),
        .maybe("undecidedBudgets", .array(of: ArtifactBudgets.Undecided.schema)),
        .maybe("omittedBudgets", Schema.integer().described("How many of both are not listed.")),
        .maybe("acceptances", .array(of: .reference("Acceptance"))),
    ]
}

extension ArtifactBudgets.Verdict {
    func write(to json: inout JSONWriter) {
        json.object { json in
            writeWire(to: &json)
            json.string("state", state.rawValue)
        }
    }

    static let schema = Schema.object([
        .always("name", .string()), .always("subject", .string()), .always("value", .number),
        .always("limit", .number), .always("baseline", Schema.number.orNull),
        .always("unit", .choice(ArtifactBudgets.Unit.allCases.map(\.rawValue))), .always("exceeded", .bool),
        .always("state", .choice(ArtifactBudgets.State.allCases.map(\.rawValue))),
    ])
}

extension ArtifactBudgets.Undecided {
    fileprivate func write(to json: inout JSONWriter) {
        json.object { json in
            json.string("name", name)
            json.string("subject", subject)
            json.string("reason", reason.rawValue)
        }
    }

    fileprivate static let schema = Schema.object([
        .always("name", .string()), .always("subject", .string()),
        .always("reason", .choice(Reason.allCases.map(\.rawValue))),
    ])
}

extension ExcessAcceptance {
    func write(to json: inout JSONWriter) {
        json.object { json in
            json.integer("artifactId", artifact)
            json.string("reason", reason)
            json.string("acceptedBy", acceptedBy)
            json.time("acceptedAt", acceptedAt)
            json.array("budgets") { json in
                for excess in excesses { excess.write(to: &json) }
            }
        }
    }

    static let schema = Schema.object([
        .always("artifactId", .integer()), .always("reason", .string(1...ExcessAcceptance.longestReason)),
        .always("acceptedBy", Schema.string().described("The name of the account.")), .always("acceptedAt", .time),
        .always(
            "budgets",
            Schema.array(of: ArtifactBudgets.Verdict.schema).described(
                "What the artifact exceeded; each value is accepted, and no more.")),
    ])
}
