import CLibPQ

/// A connection string, parsed by libpq itself into keywords and values.
struct ConnectionString {
    let parameters: [String: String]

    /// Throws `PostgresError` (`.invalid`) with a message that contains none of the string's values: one of them may be
    /// a password, or part of one.
    init(_ text: String) throws {
        guard !text.utf8.contains(0) else { throw PostgresError.invalid("the connection string has a zero byte in it") }
        var complaint: UnsafeMutablePointer<CChar>?
        defer { PQfreemem(complaint) }
        guard let options = PQconninfoParse(text, &complaint) else {
            throw PostgresError.invalid(
                "the connection string is not one: \(Self.withoutQuotes(PostgresError.line(complaint)))")
        }
        defer { PQconninfoFree(options) }
        parameters = Self.values(options)
        try Self.checkHosts(parameters)
        try Self.checkPorts(parameters)
    }

    private static func values(_ options: UnsafeMutablePointer<PQconninfoOption>) -> [String: String] {
        var values: [String: String] = [:]
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val { values[String(cString: keyword)] = String(cString: value) }
            option += 1
        }
        return values
    }

    /// libpq quotes what it does not understand.
    private static func withoutQuotes(_ message: String) -> String {
        let parts = message.split(separator: "\"", omittingEmptySubsequences: false)
        return parts.enumerated().map { $0.offset.isMultiple(of: 2) ? String($0.element) : "\"...\"" }.joined()
    }

    /// A password with an `@` or a `/` that is not percent-encoded ends up in the host or the port.
    private static func checkHosts(_ parameters: [String: String]) throws {
        for host in hosts(parameters) where !host.hasPrefix("/") && !host.hasPrefix("@") {
            guard host.contains(where: { "@/?#".contains($0) }) else { continue }
            throw PostgresError.invalid(
                """
                the host of the connection string has a character that no host has; if it is a part of the password, \
                write it percent-encoded (%40 for @, %2F for /)
                """)
        }
    }

    private static func checkPorts(_ parameters: [String: String]) throws {
        for port in list(parameters["port"]) where !port.isEmpty && UInt16(port) == nil {
            throw PostgresError.invalid(
                """
                the port of the connection string is not a number from 0 to 65535; if the password has a : / or @, \
                write it percent-encoded (%3A, %2F, %40)
                """)
        }
    }

    static func hosts(_ parameters: [String: String]) -> [Substring] {
        list(parameters["hostaddr"] ?? parameters["host"])
    }

    private static func list(_ value: String?) -> [Substring] {
        value?.split(separator: ",", omittingEmptySubsequences: false) ?? []
    }
}
