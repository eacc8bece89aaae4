/// An asset in both builds.
package struct AssetPair: Sendable, Codable, Equatable {
    package enum Rule: String, Sendable, Codable, CaseIterable {
        /// The same name.
        case name
        /// The same name but for its hashes.
        case hash
        /// The same modules.
        case modules
        /// The same name but for its hashes, or the very same size.
        case size
    }

    package struct Asset: Sendable, Codable, Equatable {
        package var name: String
        package var size: AssetSize
    }

    package var type: AssetType
    /// Null in JSON if the asset was removed.
    package var current: Asset?
    /// Null if it is new.
    package var baseline: Asset?
    /// How they were paired; absent if they are not.
    package var rule: Rule?

    private enum CodingKeys: CodingKey { case type, current, baseline, rule }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(type, forKey: .type)
        try container.encode(current, forKey: .current)
        try container.encode(baseline, forKey: .baseline)
        try container.encodeIfPresent(rule, forKey: .rule)
    }
}
