import Domain

/// Validates blob keys: a key is a path that stays within its folder.
package enum BlobKey {
    /// Where incomplete blobs are kept: no key begins with it.
    package static let temporary = "temporary"

    /// Keys are made by the server, but one that escapes the folder is refused all the same.
    package static func check(_ key: String) throws(BlobError) {
        // By bytes, as the file system does: "/" before a combining mark is not the `Character` "/".
        let parts = key.split(byte: "/", omittingEmptySubsequences: false)
        guard parts.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." }), !key.utf8.contains(0),
            parts[0] != temporary
        else {
            throw .invalidKey(key)
        }
    }
}
