/// Elements ordered by weight, lowest first, and by arrival among equal weights. A binary heap that knows where each
/// element is, so that a weight can change.
struct LeastFirst<Element: Hashable> {
    private struct Entry {
        var element: Element
        var weight: Int
        var turn: UInt64

        static func < (left: Entry, right: Entry) -> Bool {
            (left.weight, left.turn) < (right.weight, right.turn)
        }
    }

    private var heap: [Entry] = []
    private var places: [Element: Int] = [:]
    private var turns: UInt64 = 0

    var first: (element: Element, weight: Int)? { heap.first.map { ($0.element, $0.weight) } }

    /// Inserts an element, or gives it a new weight and the last turn among its equals.
    mutating func set(_ element: Element, weight: Int) {
        turns += 1
        let entry = Entry(element: element, weight: weight, turn: turns)
        if let place = places[element] {
            heap[place] = entry
            settle(place)
        } else {
            heap.append(entry)
            places[element] = heap.count - 1
            settle(heap.count - 1)
        }
    }

    /// Changes the weight of an element; does nothing if it is not in the heap.
    mutating func update(_ element: Element, weight: Int) {
        if !heap.isEmpty, places[element] != nil { set(element, weight: weight) }
    }

    mutating func remove(_ element: Element) {
        guard let place = places.removeValue(forKey: element) else { return }
        let last = heap.removeLast()
        guard place < heap.count else { return }
        heap[place] = last
        places[last.element] = place
        settle(place)
    }

    /// Moves an entry up or down to where it belongs.
    private mutating func settle(_ start: Int) {
        var place = start
        while place > 0, heap[place] < heap[(place - 1) / 2] {
            exchange(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
        while let child = lesserChild(of: place), heap[child] < heap[place] {
            exchange(place, child)
            place = child
        }
    }

    private func lesserChild(of place: Int) -> Int? {
        let (left, right) = (2 * place + 1, 2 * place + 2)
        guard left < heap.count else { return nil }
        return right < heap.count && heap[right] < heap[left] ? right : left
    }

    private mutating func exchange(_ left: Int, _ right: Int) {
        heap.swapAt(left, right)
        places[heap[left].element] = left
        places[heap[right].element] = right
    }
}
