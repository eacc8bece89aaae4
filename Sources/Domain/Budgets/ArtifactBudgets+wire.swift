extension ArtifactBudgets.Verdict {
    /// The fields that an event has.
    package func writeWire(to json: inout JSONWriter) {
        json.string("name", name)
        json.string("subject", subject)
        json.number("value", value)
        json.number("limit", limit)
        json.number("baseline", baseline)
        json.string("unit", unit.rawValue)
        json.bool("exceeded", state == .exceeded)
    }
}

extension ArtifactCause {
    fileprivate func write(to json: inout JSONWriter) {
        json.object { json in
            json.string("name", name)
            json.integer("bytes", bytes)
            json.string("from", from)
        }
    }
}

extension BundleEvent {
    /// What `data.project.artifact` ends with.
    func writeCauses(to json: inout JSONWriter) {
        guard let causes else { return }
        json.array("causes") { json in
            for cause in causes { cause.write(to: &json) }
        }
    }

    /// What follows the artifact in `data.project`.
    func writeDetail(to json: inout JSONWriter) {
        switch kind {
        case .finished: break
        case .budgetExceeded(let budgets), .budgetRecovered(let budgets): Self.write(budgets.verdicts, to: &json)
        case .compared(let budgets): Self.write(budgets?.verdicts ?? [], to: &json)
        case .accepted(let acceptance):
            json.object("acceptance") { json in
                json.string("reason", acceptance.reason)
                json.string("acceptedBy", acceptance.acceptedBy)
                json.time("acceptedAt", acceptance.acceptedAt)
                Self.write(acceptance.excesses, to: &json)
            }
        }
    }

    private static func write(_ verdicts: [ArtifactBudgets.Verdict], to json: inout JSONWriter) {
        json.array("budgets") { json in
            for verdict in verdicts {
                json.object { verdict.writeWire(to: &$0) }
            }
        }
    }
}
