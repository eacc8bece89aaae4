/// The values that stats repeat by name: where in the text each of them begins.
struct References {
    /// How many names one text may define: each costs eight bytes. Real stats have tens of thousands.
    static let limit = 4_000_000

    /// The encoder assigns names in ascending order, so nearly all of them are found by index.
    private var offsets: [Int] = []
    private var others: [UInt64: Int] = [:]

    subscript(name: UInt64) -> Int? {
        name < UInt64(offsets.count) ? offsets[Int(name)] : others[name]
    }

    /// Returns false if the name is taken by another value, or there are too many.
    mutating func define(_ name: UInt64, at offset: Int) -> Bool {
        if let known = self[name] { return known == offset }
        guard offsets.count + others.count < Self.limit else { return false }
        if name == UInt64(offsets.count) { offsets.append(offset) } else { others[name] = offset }
        return true
    }
}
