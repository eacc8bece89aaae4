/// The names of leaves that are no modules. They are the first level of a content tree.
enum ContentName {
    static let inlinedEntries = "(inlined entries)"
    static let runtime = "(runtime)"
    static let noSource = "(no source)"
    static let mapComment = "(map comment)"
    static let styleSheet = "(style sheet)"

    static let all = [inlinedEntries, runtime, noSource, mapComment, styleSheet, ModuleTreeNode.unattributed]
}
