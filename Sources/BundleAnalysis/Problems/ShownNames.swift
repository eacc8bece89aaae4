/// The first few of several names, and how many more there are.
package struct ShownNames: Hashable, Sendable, Codable {
    package let first: [ShownName]
    /// How many are not in `first`.
    package let more: Int

    package init(_ names: [String], first count: Int = 3) {
        first = names.prefix(count).map(ShownName.init)
        more = max(0, names.count - count)
    }
}
