/// Reads one budget.
struct BudgetReading {
    private let fields: BudgetFields
    private var faults: [BudgetFileFault] = []

    private init(_ fields: BudgetFields) { self.fields = fields }

    /// Nil if something is wrong with it, which is noted.
    static func budget(_ fields: BudgetFields, _ note: (BudgetFileFault) -> Void) -> Budget? {
        var reading = BudgetReading(fields)
        let budget = reading.budget()
        reading.faults.forEach(note)
        return reading.faults.isEmpty ? budget : nil
    }

    private mutating func budget() -> Budget? {
        guard let kind = choice(.on, BudgetKind.allCases, isRequired: true) else { return nil }
        let allowed = BudgetKey.all(of: kind)
        for key in BudgetKey.allCases where fields.values[key] != nil && !allowed.contains(key) {
            note(key, .notFor(kind))
        }
        let coding = choice(.compression, BudgetCoding.allCases, isRequired: false)
        let subject = subject(kind)
        let limit = limit(kind)
        let name = fields.values[.name] == nil ? nil : text(.name, BudgetLimits.nameBytes)
        guard let subject, let limit, faults.isEmpty else { return nil }
        return Budget(
            name: name ?? Self.name(subject, coding, limitKey(kind)), subject: subject, coding: coding ?? .raw,
            limit: limit)
    }

    /// `initialSize main brotli maxIncrease`.
    private static func name(_ subject: BudgetSubject, _ coding: BudgetCoding?, _ limit: BudgetKey?) -> String {
        let target: String? =
            switch subject {
            case .size(.eachEntryPoint), .initialSize(.eachEntryPoint), .score(.eachEntryPoint): everyEntry
            case .forbidden(let name, let range): [name, range?.text].compactMap { $0 }.joined(separator: " ")
            default: subject.text.utf8.elementsEqual(subject.kind.rawValue.utf8) ? nil : subject.text
            }
        let coding = coding == .raw ? nil : coding?.rawValue
        let isAbsolute = limit == .max || limit == .min
        return [subject.kind.rawValue, target, coding, isAbsolute ? nil : limit?.rawValue].compactMap { $0 }
            .joined(separator: " ")
    }

    private static let everyEntry = "*"

    // MARK: What it is on

    private mutating func subject(_ kind: BudgetKind) -> BudgetSubject? {
        switch kind {
        case .size: return scope(.build).map(BudgetSubject.size)
        case .initialSize: return scope(.eachEntryPoint).map(BudgetSubject.initialSize)
        case .score: return scope(.build).map(BudgetSubject.score)
        case .duplicates: return .duplicates
        case .duplicateBytes: return .duplicateBytes
        case .package: return text(.package, BudgetLimits.textBytes).map(BudgetSubject.package)
        case .files:
            guard let text = text(.files, .max) else { return nil }
            return read(.files, BudgetFault.glob) { () throws(Glob.Fault) in try Glob(text) }
                .map(BudgetSubject.files)
        case .forbidden:
            guard let name = text(.package, BudgetLimits.textBytes) else { return nil }
            guard fields.values[.versions] != nil else { return .forbidden(name, nil) }
            guard let text = text(.versions, .max) else { return nil }
            return read(.versions, BudgetFault.range) { () throws(SemanticRange.Fault) in try SemanticRange(text) }
                .map { .forbidden(name, $0) }
        }
    }

    private mutating func scope(_ otherwise: BudgetSubject.Scope) -> BudgetSubject.Scope? {
        guard fields.values[.entry] != nil else { return otherwise }
        return text(.entry, BudgetLimits.textBytes).map {
            $0.utf8.elementsEqual(Self.everyEntry.utf8) ? .eachEntryPoint : .entryPoint($0)
        }
    }

    private mutating func read<Value, Failure: Error>(
        _ key: BudgetKey, _ fault: (Failure) -> BudgetFault, _ value: () throws(Failure) -> Value
    ) -> Value? {
        do throws(Failure) {
            return try value()
        } catch {
            note(key, fault(error))
            return nil
        }
    }

    // MARK: How much there may be

    private func limitKey(_ kind: BudgetKind) -> BudgetKey? {
        BudgetKey.limits(of: kind).first { fields.values[$0] != nil }
    }

    private mutating func limit(_ kind: BudgetKind) -> BudgetLimit? {
        let keys = BudgetKey.limits(of: kind)
        if keys.isEmpty { return .absolute(0) }
        let given = keys.filter { fields.values[$0] != nil }
        if fields.values[.builds] != nil, fields.values[.maxDrift] == nil {
            note(.builds, .onlyWith(ShownName(BudgetKey.maxDrift.rawValue)))
        }
        guard given.count == 1, let key = given.first else {
            note(nil, .notOneLimit(keys.map(\.rawValue)))
            return nil
        }
        switch key {
        case .max, .min: return amount(key, kind.unit).map(BudgetLimit.absolute)
        case .maxDrift:
            let (allowance, builds) = (allowance(key, kind.unit), builds())
            guard let allowance, let builds else { return nil }
            return .drift(allowance, builds: builds)
        default: return allowance(key, kind.unit).map(BudgetLimit.change)
        }
    }

    private mutating func builds() -> Int? {
        guard fields.values[.builds] != nil else {
            note(nil, .missing(ShownName(BudgetKey.builds.rawValue)))
            return nil
        }
        guard let text = text(.builds, .max) else { return nil }
        let range = BudgetLimits.builds
        guard let number = BudgetNumber.whole(text, to: range.upperBound), range.contains(number) else {
            note(.builds, .notBuilds(lowest: range.lowerBound, highest: range.upperBound))
            return nil
        }
        return number
    }

    private mutating func amount(_ key: BudgetKey, _ unit: BudgetResult.Unit) -> Double? {
        guard let text = text(key, .max) else { return nil }
        if let amount = Self.amount(text, unit) { return amount }
        note(key, unit == .bytes ? .notSize : unit == .score ? .notScore : .notCount)
        return nil
    }

    private mutating func allowance(_ key: BudgetKey, _ unit: BudgetResult.Unit) -> BudgetAllowance? {
        guard let text = text(key, .max) else { return nil }
        if let share = BudgetNumber.percent(text) { return .share(share) }
        if let amount = Self.amount(text, unit) { return .amount(amount) }
        note(key, unit == .bytes ? .notSizeOrPercent : unit == .score ? .notScoreOrPercent : .notCountOrPercent)
        return nil
    }

    private static func amount(_ text: String, _ unit: BudgetResult.Unit) -> Double? {
        switch unit {
        case .bytes: BudgetNumber.bytes(text)
        case .score: BudgetNumber.whole(text, to: 100).map(Double.init)
        case .count, .percent: BudgetNumber.whole(text, to: BudgetLimits.count).map(Double.init)
        }
    }

    // MARK: Text

    private mutating func choice<Choice: RawRepresentable<String>>(
        _ key: BudgetKey, _ all: [Choice], isRequired: Bool
    ) -> Choice? {
        if fields.values[key] == nil, !isRequired { return nil }
        guard let text = text(key, .max) else { return nil }
        if let choice = all.first(where: { $0.rawValue.utf8.elementsEqual(text.utf8) }) { return choice }
        note(key, .notOneOf(all.map(\.rawValue)))
        return nil
    }

    private mutating func text(_ key: BudgetKey, _ limit: Int) -> String? {
        guard let value = fields.values[key] else {
            note(nil, .missing(ShownName(key.rawValue)))
            return nil
        }
        guard case .text(let text) = value.content else {
            note(key, .notText)
            return nil
        }
        guard !text.isEmpty else {
            note(key, .empty)
            return nil
        }
        guard text.utf8.count <= limit else {
            note(key, .tooLong(limit: limit))
            return nil
        }
        return text
    }

    private mutating func note(_ key: BudgetKey?, _ reason: BudgetFault) { faults.append(fields.fault(key, reason)) }
}
