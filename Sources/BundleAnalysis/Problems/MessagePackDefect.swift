/// Why stats in MessagePack cannot be read from some byte on.
package enum MessagePackDefect: Hashable, Sendable, Codable {
    /// The file ends within a value.
    case endsEarly
    /// A byte that begins no value.
    case unassignedByte
    /// A key is an array, a map, or of a type of an application's own.
    case keyIsNotString
    /// Values are nested deeper than `limit` levels.
    case tooDeep(limit: Int)
    /// Something follows the value.
    case trailingBytes
}
