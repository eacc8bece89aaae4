/// How much a figure has changed, relative to what it was: `+2.1%`, `−3.0%`; and `×4,987`, because a percentage of more
/// than a thousand says nothing. The same on the pages and in the terminal, in every language.
package enum RelativeChange {
    /// The largest growth that is given in percent.
    static let largestPercentage = 1_000

    /// Nil if nothing changed, or if there is nothing to relate it to.
    /// - Parameter minus: the sign of a decrease.
    package static func text(from before: Int, to after: Int, minus: String) -> String? {
        guard before > 0, after != before else { return nil }
        let share = Double(after - before) / Double(before)
        guard share * 100 <= Double(largestPercentage) else { return "×\(factor(Double(after) / Double(before)))" }
        return "\(share < 0 ? minus : "+")\(tenths(abs(share) * 100))%"
    }

    private static func factor(_ factor: Double) -> String {
        factor < 99.95 ? tenths(factor) : GroupedNumber.of(Int(min(factor.rounded(), 1e15)))
    }

    private static func tenths(_ number: Double) -> String {
        let tenths = Int((number * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
