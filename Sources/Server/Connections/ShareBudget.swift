/// A shared amount, of which each key may have no more than its share.
struct ShareBudget<Key: Hashable & Sendable>: Sendable {
    struct Share: Sendable {
        var key: Key
        var most: Int
    }

    enum Verdict: Hashable, Sendable {
        case taken
        /// This key already has its full share.
        case shareUsedUp(Key)
        case allUsedUp
    }

    let total: Int
    private(set) var taken = 0
    private var takenByKey: [Key: Int] = [:]

    init(total: Int) {
        self.total = total
    }

    /// The number of keys that hold something.
    var count: Int { takenByKey.count }

    /// Takes from all of the shares, or from none.
    mutating func take(_ amount: Int, of shares: [Share]) -> Verdict {
        for share in shares where amount > share.most - (takenByKey[share.key] ?? 0) {
            return .shareUsedUp(share.key)
        }
        guard amount <= total - taken else { return .allUsedUp }
        taken += amount
        for share in shares { takenByKey[share.key, default: 0] += amount }
        return .taken
    }

    mutating func give(back amount: Int, of keys: [Key]) {
        taken -= amount
        for key in keys {
            let rest = (takenByKey[key] ?? 0) - amount
            takenByKey[key] = rest > 0 ? rest : nil
        }
    }
}
