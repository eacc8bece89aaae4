/// What ECMA-426 does not allow in mappings.
package enum MappingFault: Error, Hashable, Sendable {
    /// Neither a digit of base64 nor a separator.
    case character
    /// The last digit of a VLQ has its continuation bit set.
    case unfinishedNumber
    /// A VLQ of more than 32 bits.
    case numberTooLarge
    /// Not 1, 4 or 5 fields.
    case fieldCount
    /// Negative, or above ``Segment/largest``.
    case generatedPosition
    /// Negative, or above ``Segment/largest``.
    case originalPosition
    /// Not an index into `sources`.
    case source
    /// Not an index into `names`.
    case name
}
