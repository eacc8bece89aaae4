/// A duplicate before its savings are known.
struct FoundDuplicate: Sendable {
    struct Copy: Sendable {
        /// Indices into the delivered modules.
        let modules: [Int]
        /// What the files have of it; of a copied module, one file.
        let parts: [DeliveredModules.Copy]
        let size: Size
        /// Into ``DeliveredModules/packages``.
        let package: Int?
        var format: ModuleFormat?
        /// Of the package, or of the module.
        let path: String
    }

    let kind: Duplicate.Kind
    /// The largest first; of equals the first path.
    let copies: [Copy]

    init(_ kind: Duplicate.Kind, _ copies: [Copy]) {
        self.kind = kind
        self.copies = copies.enumerated().sorted { one, other in
            if one.element.size.raw != other.element.size.raw { return one.element.size.raw > other.element.size.raw }
            if one.element.path != other.element.path {
                return one.element.path.utf8.lexicographicallyPrecedes(other.element.path.utf8)
            }
            return one.offset < other.offset
        }.map(\.element)
    }

    /// The shares of all copies but the largest.
    var wasted: Size { Size.sum(copies.dropFirst().map(\.size)) }

    static func mostWastedFirst(_ one: FoundDuplicate, _ other: FoundDuplicate) -> Bool {
        let (left, right) = (one.wasted, other.wasted)
        if left.raw != right.raw { return left.raw > right.raw }
        return (one.copies.first?.path ?? "").utf8.lexicographicallyPrecedes((other.copies.first?.path ?? "").utf8)
    }
}
