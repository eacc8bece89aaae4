/// A decoded mapping: from a position in the generated text on, it comes from a position in a source.
///
/// Lines and columns count from 0, columns in UTF-16 code units.
package struct Segment: Hashable, Sendable {
    /// The highest line and column.
    static let largest = Int(Int32.max)

    package var line: Int32
    package var column: Int32
    /// An index into the map's sources; -1 for a segment of one field.
    package var source: Int32
    /// 0 for a segment of one field.
    package var originalLine: Int32
    /// 0 for a segment of one field.
    package var originalColumn: Int32
}
