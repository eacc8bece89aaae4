/// A queue of slots whose order `SlotLinks` keeps.
struct SlotQueue: Sendable {
    fileprivate(set) var first: Int?
    fileprivate(set) var last: Int?
    fileprivate(set) var count = 0
}

/// The order of slots in their queues. A slot is in one queue at most; joining, leaving and finding the first take
/// constant time.
struct SlotLinks: Sendable {
    private var before: [Int?] = []
    private var after: [Int?] = []

    mutating func append(_ slot: Int, to queue: inout SlotQueue) {
        while before.count <= slot {
            before.append(nil)
            after.append(nil)
        }
        before[slot] = queue.last
        after[slot] = nil
        if let last = queue.last { after[last] = slot } else { queue.first = slot }
        queue.last = slot
        queue.count += 1
    }

    /// The slot has to be in this queue.
    mutating func remove(_ slot: Int, from queue: inout SlotQueue) {
        let (previous, next) = (before[slot], after[slot])
        if let previous { after[previous] = next } else { queue.first = next }
        if let next { before[next] = previous } else { queue.last = previous }
        queue.count -= 1
    }
}
