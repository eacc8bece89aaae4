/// The keys of a budget in a file.
enum BudgetKey: String, CaseIterable {
    case on, name, entry, package, files, versions, compression, max, min, maxIncrease, maxDecrease, maxDrift, builds

    /// Those that a budget of this kind can have.
    static func all(of kind: BudgetKind) -> [BudgetKey] {
        [.on, .name] + subject(of: kind) + limits(of: kind) + drift(of: kind)
    }

    /// Those of which a budget has exactly one.
    static func limits(of kind: BudgetKind) -> [BudgetKey] {
        switch kind {
        case .forbidden: []
        case .score: [.min, .maxDecrease, .maxDrift]
        default: [.max, .maxIncrease, .maxDrift]
        }
    }

    private static func subject(of kind: BudgetKind) -> [BudgetKey] {
        switch kind {
        case .size, .initialSize: [.entry, .compression]
        case .score: [.entry]
        case .duplicates: []
        case .duplicateBytes: [.compression]
        case .package: [.package, .compression]
        case .files: [.files, .compression]
        case .forbidden: [.package, .versions]
        }
    }

    private static func drift(of kind: BudgetKind) -> [BudgetKey] { kind == .forbidden ? [] : [.builds] }

    /// The one that is most similar to a name; nil if none is.
    static func nearest(to name: String, among keys: some Sequence<String>) -> ShownName? {
        var similar = SimilarNames(to: Array(name.utf8.prefix(BudgetLimits.nameBytes)))
        for key in keys { similar.add(Array(key.utf8)) { key } }
        return similar.best.first.map(ShownName.init)
    }
}
