/// The names that are most similar to what was asked for: those that contain it, and those that few changes of bytes
/// lead to; letters of either case are the same.
struct SimilarNames {
    private let query: [UInt8]
    private let limit: Int
    private var found: [(distance: Int, name: String)] = []

    init(to query: [UInt8]) {
        self.query = query.map(Self.lowercase)
        limit = max(1, query.count / 3)
    }

    /// In the order of their distance, then of their bytes.
    var best: [String] { found.map(\.name) }

    /// - Parameters:
    ///   - part: what is compared.
    ///   - name: what is suggested.
    mutating func add(_ part: [UInt8], name: () -> String) {
        guard let distance = distance(part.map(Self.lowercase)) else { return }
        if found.count == ImportLimits.suggestions, let last = found.last, distance > last.distance { return }
        let name = name()
        guard !found.contains(where: { $0.name.utf8.elementsEqual(name.utf8) }) else { return }
        let place = found.firstIndex { other in
            distance == other.distance
                ? name.utf8.lexicographicallyPrecedes(other.name.utf8) : distance < other.distance
        }
        found.insert((distance, name), at: place ?? found.count)
        if found.count > ImportLimits.suggestions { found.removeLast() }
    }

    /// How many bytes have to be changed, added or removed; for a name that contains the query no more than one. Nil if
    /// it is not similar.
    private func distance(_ name: [UInt8]) -> Int? {
        if query.count >= 3, name.count > query.count,
            name.withUnsafeBufferPointer({ ByteSearch.contains(query, in: $0) })
        {
            return 1
        }
        guard abs(name.count - query.count) <= limit else { return nil }
        var row = Array(0...query.count)
        for (index, byte) in name.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for column in query.indices {
                let change = diagonal + (byte == query[column] ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(change, diagonal + 1, row[column] + 1)
            }
        }
        return row[query.count] <= limit ? row[query.count] : nil
    }

    private static func lowercase(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte + 0x20 : byte }
}
