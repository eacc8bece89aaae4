package import Foundation

/// The variables of a CI job, and the files that they name. Whoever opens a pull request may choose some of them, so they
/// are read as data: what is empty, too long or not of the form that is asked for is absent.
package struct CIEnvironment: Sendable {
    /// No longer value is taken, in bytes.
    package static let longestValue = 4_096
    /// No larger file is read, in bytes: GitHub's payloads have at most this size.
    package static let largestFile = 25 << 20
    /// How much is kept of a commit's message, in Unicode scalars.
    package static let longestMessage = 255

    private let variables: [String: String]

    package init(_ variables: [String: String]) {
        self.variables = variables
    }

    /// The first of the variables that has a value.
    package func text(_ names: String...) -> String? {
        for name in names {
            if let value = Self.text(variables[name]) { return value }
        }
        return nil
    }

    /// Whether the variable is `true` or `1`.
    package func isTrue(_ name: String) -> Bool {
        ["true", "1"].contains(text(name)?.lowercased())
    }

    package func branch(_ names: String...) -> BranchName? {
        for name in names {
            if let branch = text(name).flatMap(BranchName.init) { return branch }
        }
        return nil
    }

    package func hash(_ names: String...) -> CommitHash? {
        for name in names {
            if let hash = text(name).flatMap(CommitHash.init) { return hash }
        }
        return nil
    }

    /// A pull request's number; nil for `false` and the like.
    package func number(_ name: String) -> Int? {
        text(name).flatMap { Self.number($0) }
    }

    /// The first line of a message.
    package func firstLine(_ name: String) -> String? {
        variables[name].flatMap(Self.firstLine)
    }

    /// The email address of `Ada <ada@example.com>` or of an address alone.
    package func email(_ name: String) -> String? {
        text(name).flatMap(Self.email)
    }

    /// The content of the file that the variable names.
    package func file(_ name: String) -> Data? {
        text(name).flatMap(Self.content)
    }

    static func text(_ value: String?) -> String? {
        guard let value, !value.isEmpty, value.utf8.count <= longestValue,
            !value.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
        else { return nil }
        return value
    }

    static func number(_ text: String) -> Int? {
        guard text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
        return Int(text).flatMap { $0 > 0 ? $0 : nil }
    }

    static func firstLine(_ message: String) -> String? {
        let line = message.unicodeScalars.prefix { $0 != "\n" && $0 != "\r" }.prefix(longestMessage)
        return line.isEmpty ? nil : String(line)
    }

    static func email(_ author: String) -> String? {
        let open = author.utf8.lastIndex(of: UInt8(ascii: "<"))
        let address = open.map { author.utf8[$0...].dropFirst().prefix { $0 != UInt8(ascii: ">") } } ?? author.utf8[...]
        let parts = address.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false).map(Substring.init)
        // The server refuses what is certainly no address, and no build should fail because of its author.
        let isPlausible = parts.allSatisfy { part in
            !part.isEmpty && !part.unicodeScalars.contains(where: \.properties.isWhitespace)
        }
        return parts.count == 2 && isPlausible ? String(Substring(address)) : nil
    }

    /// The content of a regular file: anything else, such as a pipe, could keep its reader waiting.
    static func content(ofFile path: String) -> Data? {
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: path),
            attributes[.type] as? FileAttributeType == .typeRegular,
            let size = attributes[.size] as? Int, size <= largestFile
        else { return nil }
        return try? Data(contentsOf: URL(filePath: path))
    }
}
