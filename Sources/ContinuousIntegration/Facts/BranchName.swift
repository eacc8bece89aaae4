/// The name of a branch: a name that git allows for a reference (`git check-ref-format`), without `refs/heads/`.
package struct BranchName: Hashable, Sendable, CustomStringConvertible {
    /// No longer name is taken, in bytes.
    package static let longest = 1_024

    package let text: String

    /// Takes `refs/heads/main` and `main`; nil for other references (`refs/tags/v1`, `refs/pull/17/merge`), and for what
    /// git takes for no name.
    package init?(_ text: String) {
        let heads = "refs/heads/"
        let name = text.utf8.starts(with: heads.utf8) ? Substring(text.utf8.dropFirst(heads.utf8.count)) : text[...]
        guard !name.utf8.starts(with: "refs/".utf8), Self.isAllowed(Array(name.utf8)) else { return nil }
        self.text = String(name)
    }

    /// The branch of a remote's branch such as `origin/main`, as Jenkins names it.
    package static func ofRemote(_ text: String) -> BranchName? {
        var name = text.utf8[...]
        for prefix in ["refs/remotes/", "remotes/"] where name.starts(with: prefix.utf8) {
            name = name.dropFirst(prefix.utf8.count)
        }
        if name.starts(with: "origin/".utf8) { name = name.dropFirst("origin/".utf8.count) }
        return BranchName(String(Substring(name)))
    }

    package var description: String { text }

    /// The rules of `git check-ref-format --branch`.
    private static func isAllowed(_ name: [UInt8]) -> Bool {
        guard !name.isEmpty, name.count <= longest, name != Array("@".utf8), name != Array("HEAD".utf8),
            name.first != UInt8(ascii: "-"), name.last != UInt8(ascii: "."), !name.contains(where: isForbidden)
        else { return false }
        for (byte, next) in zip(name, name.dropFirst()) {
            if byte == UInt8(ascii: "."), next == UInt8(ascii: ".") { return false }
            if byte == UInt8(ascii: "@"), next == UInt8(ascii: "{") { return false }
        }
        return name.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).allSatisfy { part in
            !part.isEmpty && part.first != UInt8(ascii: ".") && !Array(part.suffix(5)).elementsEqual(".lock".utf8)
        }
    }

    private static func isForbidden(_ byte: UInt8) -> Bool {
        byte <= UInt8(ascii: " ") || byte == 0x7F || "~^:?*[\\".utf8.contains(byte)
    }
}
