/// A position in a stats file. Line and column count from 1, the byte from 0.
package struct StatsPosition: Hashable, Sendable, Codable {
    package let line: Int
    /// In bytes.
    package let column: Int
    package let byte: Int

    package init(line: Int, column: Int, byte: Int) {
        self.line = line
        self.column = column
        self.byte = byte
    }
}
