/// What a blob may be called: a path that stays within its folder.
enum BlobKey {
    /// Where blobs lie that are not yet whole: no key begins with it.
    static let temporary = "temporary"

    /// Keys are made by the server, but one that climbs out of the folder is refused all the same.
    static func check(_ key: String) throws(BlobError) {
        let parts = key.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." }), !key.utf8.contains(0),
            parts[0] != temporary
        else {
            throw BlobError("\(key) is no key of a blob")
        }
    }
}
