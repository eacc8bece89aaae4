import Testing

@testable import Delivery

@Suite("The lowest weight comes first")
struct LeastFirstTests {
    @Test("Equal weights come in order of arrival")
    func order() {
        var queue = LeastFirst<String>()
        for (name, weight) in [("a", 2), ("b", 1), ("c", 1), ("d", 3)] { queue.set(name, weight: weight) }
        #expect(taken(&queue) == ["b", "c", "a", "d"])
        #expect(queue.first == nil)
    }

    @Test("A new weight moves an element in either direction, and puts it behind its equals")
    func weights() {
        var queue = LeastFirst<String>()
        for (name, weight) in [("a", 1), ("b", 2), ("c", 3)] { queue.set(name, weight: weight) }
        queue.update("a", weight: 3)
        queue.update("c", weight: 0)
        queue.update("x", weight: 0)
        #expect(taken(&queue) == ["c", "b", "a"])
    }

    @Test("For many elements, the order equals sorting them after each step")
    func many() {
        var queue = LeastFirst<Int>()
        var weights: [Int: (weight: Int, turn: Int)] = [:]
        var seed: UInt64 = 1
        for turn in 0..<3_000 {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let element = Int(seed >> 33) % 60
            if seed >> 62 == 0 {
                queue.remove(element)
                weights[element] = nil
            } else {
                let weight = Int(seed >> 40) % 9
                queue.set(element, weight: weight)
                weights[element] = (weight, turn)
            }
            let least = weights.min { ($0.value.weight, $0.value.turn) < ($1.value.weight, $1.value.turn) }
            #expect(queue.first?.element == least?.key && queue.first?.weight == least?.value.weight)
        }
    }

    private func taken(_ queue: inout LeastFirst<String>) -> [String] {
        var names: [String] = []
        while let first = queue.first {
            names.append(first.element)
            queue.remove(first.element)
        }
        return names
    }
}
