/// Reads budgets from YAML, and collects what is wrong with it.
struct BudgetFileReader {
    private(set) var faults: [BudgetFileFault] = []
    private var names: Set<[UInt8]> = []

    /// All of them, if there are no faults.
    mutating func budgets(_ root: BudgetYAML.Value?) -> [Budget] {
        guard let root else {
            note(1, nil, .missing(ShownName("budgets")))
            return []
        }
        guard case .mapping(let pairs) = root.content else {
            note(root.line, nil, .notMapping)
            return []
        }
        var list: [Budget] = []
        for (key, line, value) in pairs {
            guard key.utf8.elementsEqual("budgets".utf8) else {
                note(line, key, .unknownKey(nearest: BudgetKey.nearest(to: key, among: ["budgets"])))
                continue
            }
            list = budgets(value, line)
        }
        if !pairs.contains(where: { $0.key.utf8.elementsEqual("budgets".utf8) }) {
            note(root.line, nil, .missing(ShownName("budgets")))
        }
        return list
    }

    private mutating func budgets(_ value: BudgetYAML.Value, _ line: Int) -> [Budget] {
        guard case .list(let items) = value.content else {
            note(line, "budgets", .notList)
            return []
        }
        guard items.count <= BudgetLimits.budgets else {
            note(line, "budgets", .tooManyBudgets(limit: BudgetLimits.budgets))
            return []
        }
        return items.enumerated().compactMap { budget($1, "budgets[\($0 + 1)]") }
    }

    private mutating func budget(_ value: BudgetYAML.Value, _ path: String) -> Budget? {
        guard case .mapping(let pairs) = value.content else {
            note(value.line, path, .notMapping)
            return nil
        }
        var fields = BudgetFields(line: value.line, path: path)
        for (key, line, value) in pairs {
            guard let known = BudgetKey(bytes: key) else {
                let nearest = BudgetKey.nearest(to: key, among: BudgetKey.allCases.map(\.rawValue))
                note(line, "\(path).\(key)", .unknownKey(nearest: nearest))
                continue
            }
            fields.values[known] = value
        }
        let before = faults.count
        let budget = BudgetReading.budget(fields) { note($0) }
        guard let budget, faults.count == before else { return nil }
        if !names.insert(Array(budget.name.utf8)).inserted {
            note(fields.values[.name]?.line ?? value.line, path, .repeatedName)
        }
        return budget
    }

    private mutating func note(_ line: Int, _ key: String?, _ reason: BudgetFault) {
        note(BudgetFileFault(line: line, key: key, reason))
    }

    private mutating func note(_ fault: BudgetFileFault) {
        if faults.count < BudgetLimits.faults { faults.append(fault) }
    }
}

/// The values of one budget in a file.
struct BudgetFields {
    let line: Int
    /// `budgets[2]`.
    let path: String
    var values: [BudgetKey: BudgetYAML.Value] = [:]

    func fault(_ key: BudgetKey?, _ reason: BudgetFault) -> BudgetFileFault {
        let line = key.flatMap { values[$0]?.line } ?? line
        return BudgetFileFault(line: line, key: path + (key.map { ".\($0.rawValue)" } ?? ""), reason)
    }
}

extension BudgetKey {
    fileprivate init?(bytes name: String) {
        guard let key = Self.allCases.first(where: { $0.rawValue.utf8.elementsEqual(name.utf8) }) else { return nil }
        self = key
    }
}
