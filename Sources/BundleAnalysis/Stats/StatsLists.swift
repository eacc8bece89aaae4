/// The small lists that every format has.
extension StatsReader {
    /// The strings of an array; empty if it is none.
    mutating func strings() throws(StatsFault) -> [String] {
        var strings: [String] = []
        _ = try array { (reader) throws(StatsFault) in
            if let string = try reader.string() { strings.append(string) }
        }
        return strings
    }

    /// The identifiers of an array; empty if it is none.
    mutating func identifiers() throws(StatsFault) -> [String] {
        var identifiers: [String] = []
        _ = try array { (reader) throws(StatsFault) in
            if let identifier = try reader.identifier() { identifiers.append(identifier) }
        }
        return identifiers
    }

    /// A byte count small enough that sums cannot overflow; 0 if there is none.
    mutating func byteCount() throws(StatsFault) -> Int {
        guard let number = try number(), number > 0 else { return 0 }
        return Int(min(number, Double(StatsLimits.assetBytes)))
    }

    /// Throws if there are more items than a report can hold.
    func check(_ count: Int, atMost limit: Int, _ items: StatsItem) throws(StatsFault) {
        guard count > limit else { return }
        throw StatsFault(offset: position, defect: .tooMany(items: items, limit: limit))
    }
}
