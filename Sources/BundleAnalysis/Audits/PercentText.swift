/// Shares in percent, with two decimals.
enum PercentText {
    /// - Parameter whole: more than 0.
    static func of(_ part: Int, in whole: Int) -> String {
        let hundredths = Rounding.halfUp(10_000 * Double(part) / Double(whole))
        let decimals = hundredths % 100
        return "\(hundredths / 100).\(decimals < 10 ? "0" : "")\(decimals)%"
    }
}
