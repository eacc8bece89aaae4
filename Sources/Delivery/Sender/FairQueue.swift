import DequeModule

/// A queue in which webhooks take turns: each has its own queue, and the queues are served one element at a time.
struct FairQueue<Element: Equatable> {
    private var queues: [Int64: Deque<Element>] = [:]
    private var turns: Deque<Int64> = []
    private(set) var count = 0

    mutating func append(_ element: Element, webhook: Int64) {
        if queues[webhook] == nil { turns.append(webhook) }
        queues[webhook, default: []].append(element)
        count += 1
    }

    mutating func popFirst() -> Element? {
        guard let webhook = turns.popFirst(), let element = queues[webhook]?.popFirst() else { return nil }
        count -= 1
        if queues[webhook]?.isEmpty == true {
            queues[webhook] = nil
        } else {
            turns.append(webhook)
        }
        return element
    }

    mutating func remove(_ element: Element, webhook: Int64) {
        guard let index = queues[webhook]?.firstIndex(of: element) else { return }
        queues[webhook]?.remove(at: index)
        count -= 1
        guard queues[webhook]?.isEmpty == true else { return }
        queues[webhook] = nil
        turns.removeAll { $0 == webhook }
    }
}
