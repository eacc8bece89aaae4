/// Where something is, for each of many numbered things: in which assets, or which leaves it is.
struct Occurrences {
    private let starts: [Int32]
    private let places: [Int32]

    /// - Parameters:
    ///   - count: how many things there are.
    ///   - each: calls its argument with each thing and a place that it is in, always in the same order.
    init(count: Int, _ each: ((_ thing: Int, _ place: Int) -> Void) -> Void) {
        var starts = [Int32](repeating: 0, count: count + 1)
        each { thing, _ in starts[thing + 1] += 1 }
        for index in 0..<count { starts[index + 1] += starts[index] }
        var (next, places) = (starts, [Int32](repeating: 0, count: Int(starts[count])))
        each { thing, place in
            places[Int(next[thing])] = Int32(place)
            next[thing] += 1
        }
        self.starts = starts
        self.places = places
    }

    /// The places that it is in.
    subscript(thing: Int) -> ArraySlice<Int32> { places[Int(starts[thing])..<Int(starts[thing + 1])] }
}
