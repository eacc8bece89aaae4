/// The duplicates that a report lists: the largest of each kind.
struct DuplicateList: Sendable {
    let found: [FoundDuplicate]
    let totals: [Duplicates.Total]

    init(_ all: [FoundDuplicate]) {
        let kinds = Duplicate.Kind.allCases.map { kind in all.filter { $0.kind == kind } }
        found = kinds.flatMap { $0.prefix(DuplicateLimits.ofOneKind) }
        totals = kinds.compactMap { duplicates in
            duplicates.first.map { first in
                Duplicates.Total(
                    kind: first.kind, count: duplicates.count, wasted: Size.sum(duplicates.map(\.wasted)))
            }
        }
    }

    /// Adds the copies that could be removed, or those that stay: first those of packages and texts, which are few, then those
    /// of copied modules, of which each takes compressing a whole file for a few bytes; of both, the most wasted bytes first.
    func plan(_ plan: inout SavingPlan, staying: Bool, reserve: Int = 0) {
        let byWaste = found.sorted(by: FoundDuplicate.mostWastedFirst)
        for duplicate in byWaste.filter({ $0.kind != .copiedModule }) + byWaste.filter({ $0.kind == .copiedModule }) {
            for copy in staying ? duplicate.copies.prefix(1) : duplicate.copies.dropFirst() {
                plan.add(SavingPlan.pieces(of: copy.parts), reserve: reserve)
            }
        }
    }
}
