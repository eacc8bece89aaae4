/// Why the path of an archive member is refused.
package enum PathProblem: Hashable, Sendable, Codable {
    /// It has more than `limit` bytes; `name` is its beginning.
    case tooLong(name: ShownName, limit: Int)
    /// It is empty, or contains a NUL.
    case invalid
    case absolute(name: ShownName)
    /// It leads out of the archive: `../x`.
    case escaping(name: ShownName)
}
