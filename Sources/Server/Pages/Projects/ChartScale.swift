import Domain

/// How the figures and times of builds are placed on a chart's canvas of 1,000 by 200, which the style sheet stretches.
struct ChartScale: Sendable {
    static let width = 1_000
    static let height = 200

    var first: Timestamp
    var last: Timestamp
    /// The value at the top; the bottom is always zero.
    var top: Int

    /// Nothing is between two builds but time: what took twice as long is twice as far apart.
    func x(_ time: Timestamp) -> Int {
        let whole = last.milliseconds - first.milliseconds
        guard whole > 0 else { return Self.width / 2 }
        return Int(Double(time.milliseconds - first.milliseconds) / Double(whole) * Double(Self.width))
    }

    func y(_ value: Int) -> Int {
        Self.height - Int((Double(value) / Double(max(1, top)) * Double(Self.height)).rounded())
    }

    /// The smallest round number that is at least `value`, so that an axis has round labels.
    static func top(for value: Int) -> Int {
        var power = 1
        while power * 10 < value { power *= 10 }
        return [1, 2, 3, 4, 5, 6, 8, 10].map { $0 * power }.first { $0 >= value } ?? value
    }
}
