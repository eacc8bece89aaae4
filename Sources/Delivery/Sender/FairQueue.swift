import DequeModule

/// A queue in which webhooks take turns: each has a lane of its own, and the lanes are served one element at a time.
struct FairQueue<Element: Equatable> {
    private var lanes: [Int64: Deque<Element>] = [:]
    private var turns: Deque<Int64> = []
    private(set) var count = 0

    mutating func append(_ element: Element, webhook: Int64) {
        if lanes[webhook] == nil { turns.append(webhook) }
        lanes[webhook, default: []].append(element)
        count += 1
    }

    mutating func popFirst() -> Element? {
        guard let webhook = turns.popFirst(), let element = lanes[webhook]?.popFirst() else { return nil }
        count -= 1
        if lanes[webhook]?.isEmpty == true {
            lanes[webhook] = nil
        } else {
            turns.append(webhook)
        }
        return element
    }

    mutating func remove(_ element: Element, webhook: Int64) {
        guard let index = lanes[webhook]?.firstIndex(of: element) else { return }
        lanes[webhook]?.remove(at: index)
        count -= 1
        guard lanes[webhook]?.isEmpty == true else { return }
        lanes[webhook] = nil
        turns.removeAll { $0 == webhook }
    }
}
