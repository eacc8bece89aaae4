import Domain

/// A path as the log may show it.
struct LoggedPath: CustomStringConvertible {
    /// The maximum length, in characters.
    static let longest = 256
    /// The parameter whose value signs its holder in.
    private static let secret = "{code}"

    let description: String

    /// - Parameter template: of the route that was found, such as `/sign-in/{code}`.
    init(_ path: String, template: String?) {
        // A path that leads nowhere may be one with a code in it, mistyped.
        guard let template, template.hasBytePrefix("/") else {
            description = "none"
            return
        }
        let isSecret = template.split(byte: "/").contains { $0.hasSameBytes(as: Self.secret) }
        description = isSecret ? template : path.cut(to: Self.longest)
    }
}
