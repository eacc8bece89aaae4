/// A token of JSON, as its first byte tells.
///
/// Loops match it with `case`: the `==` of an enum is not inlined into other modules.
public enum JSONToken {
    case beginObject, endObject, beginArray, endArray
    /// Between a name and its value.
    case colon
    /// Between members, or between elements.
    case comma
    case string, number
    case `true`, `false`, null

    /// Nil for a byte that no token begins with.
    @inlinable public init?(_ first: UInt8) {
        switch first {
        case UInt8(ascii: "{"): self = .beginObject
        case UInt8(ascii: "}"): self = .endObject
        case UInt8(ascii: "["): self = .beginArray
        case UInt8(ascii: "]"): self = .endArray
        case UInt8(ascii: ":"): self = .colon
        case UInt8(ascii: ","): self = .comma
        case UInt8(ascii: "\""): self = .string
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): self = .number
        case UInt8(ascii: "t"): self = .true
        case UInt8(ascii: "f"): self = .false
        case UInt8(ascii: "n"): self = .null
        default: return nil
        }
    }
}
