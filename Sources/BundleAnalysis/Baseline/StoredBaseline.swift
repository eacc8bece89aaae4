/// The members of a stored report that a comparison reads. Only its entry points must be there.
struct StoredBaseline: Decodable {
    var entryPoints: [EntryPoint]
    var assets: [Asset]

    private enum CodingKeys: CodingKey { case entryPoints, assets }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        entryPoints = try container.decode([EntryPoint].self, forKey: .entryPoints)
        assets = container.lenient([Asset].self, .assets) ?? []
    }

    struct EntryPoint: Decodable {
        var name: String?
        var refs: [Int]
        /// By id.
        var values: [String: Double]

        private enum CodingKeys: CodingKey { case name, assetRefs, audits }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            name = container.lenient(String.self, .name)
            refs = container.lenient([Int].self, .assetRefs) ?? []
            let audits = container.lenient([Audit].self, .audits) ?? []
            values = Dictionary(audits.compactMap(\.pair)) { first, _ in first }
        }
    }

    struct Audit: Decodable {
        private struct NumericScore: Decodable { let value: Double }
        private enum CodingKeys: CodingKey { case id, numericScore }

        let pair: (String, Double)?

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            let value = container.lenient(NumericScore.self, .numericScore)?.value
            pair = container.lenient(String.self, .id).flatMap { id in value.map { (id, $0) } }
        }
    }

    struct Asset: Decodable {
        private enum CodingKeys: CodingKey { case ref, name }

        /// Its ref and its name.
        let pair: (Int, [UInt8])?

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            let name = container.lenient(String.self, .name)
            pair = container.lenient(Int.self, .ref).flatMap { ref in name.map { (ref, Array($0.utf8)) } }
        }
    }
}

extension KeyedDecodingContainer {
    /// Nil if it is missing, or something else.
    fileprivate func lenient<Value: Decodable>(_ type: Value.Type, _ key: Key) -> Value? {
        try? decodeIfPresent(type, forKey: key)
    }
}
