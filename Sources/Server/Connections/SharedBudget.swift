import Synchronization

/// A budget that tasks take from.
final class SharedBudget<Key: Hashable & Sendable>: Sendable {
    typealias Share = ShareBudget<Key>.Share

    enum Answer: Sendable {
        case lease(Lease)
        case refused(ShareBudget<Key>.Verdict)
    }

    private let budget: Mutex<ShareBudget<Key>>

    init(total: Int) {
        budget = Mutex(ShareBudget(total: total))
    }

    var taken: Int { budget.withLock { $0.taken } }

    func take(_ amount: Int, of shares: [Share]) -> ShareBudget<Key>.Verdict {
        budget.withLock { $0.take(amount, of: shares) }
    }

    func give(back amount: Int, of keys: [Key]) {
        budget.withLock { $0.give(back: amount, of: keys) }
    }

    /// A lease of one unit.
    func lease(of shares: [Share]) -> Answer {
        let verdict = take(1, of: shares)
        guard verdict == .taken else { return .refused(verdict) }
        let keys = shares.map(\.key)
        return .lease(Lease { [self] in give(back: 1, of: keys) })
    }
}
