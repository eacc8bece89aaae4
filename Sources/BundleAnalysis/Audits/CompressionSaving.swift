/// A size after compression, and how much smaller that is.
package struct CompressionSaving: Hashable, Sendable {
    package let bytes: Int
    /// Of the size before compression.
    package let percent: Int

    package init(bytes: Int, percent: Int) {
        self.bytes = bytes
        self.percent = percent
    }
}
