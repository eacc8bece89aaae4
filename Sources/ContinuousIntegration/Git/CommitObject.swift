/// A commit as git stores it. Its parents are those that it was made with, even if a shallow clone does not have them.
package struct CommitObject: Hashable, Sendable {
    package let hash: CommitHash
    package let parents: [CommitHash]
    /// The email address of its author.
    package let author: String?
    /// The first line of its message.
    package let subject: String?

    /// Parses what `git cat-file commit` prints: fields, an empty line, and the message.
    init(hash: CommitHash, text: String) {
        self.hash = hash
        let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let fields = lines.prefix { !$0.isEmpty }
        parents = Self.values("parent ", of: fields).compactMap(CommitHash.init)
        author = Self.values("author ", of: fields).first.flatMap(Self.address)
        subject = lines.dropFirst(fields.count).first { !$0.isEmpty }.map { String(Substring($0)) }
    }

    private static func values(_ name: String, of fields: ArraySlice<Substring.UTF8View>) -> [String] {
        fields.filter { $0.starts(with: name.utf8) }.map { String(Substring($0.dropFirst(name.utf8.count))) }
    }

    private static func address(_ author: String) -> String? {
        guard let open = author.utf8.lastIndex(of: UInt8(ascii: "<")) else { return nil }
        let address = author.utf8[open...].dropFirst().prefix { $0 != UInt8(ascii: ">") }
        return address.isEmpty ? nil : String(Substring(address))
    }
}
