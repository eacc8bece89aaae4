/// Builds the content tree of an asset from its leaves.
///
/// A folder with nothing but one other folder is merged with it, `a/b/c`; the asset itself never is. Children are in the
/// order of their size, largest first.
struct ModuleTree {
    private struct Folder {
        var name: String
        /// By the bytes of their names.
        var folders: [[UInt8]: Int] = [:]
        var children: [Int] = []
        var leaves: [ModuleTreeNode] = []
    }

    private var folders: [Folder] = [Folder(name: "")]

    /// The deepest path that is shown in folders; the rest of a longer one is part of the last name.
    static let depthLimit = 64

    init(_ leaves: [ModuleLeaf]) {
        for leaf in leaves { add(leaf) }
    }

    /// The tree's first level.
    func children() -> [ModuleTreeNode] {
        // Folders come after the folder that they are in, so each is complete when the loop reaches its parent.
        var nodes = [ModuleTreeNode?](repeating: nil, count: folders.count)
        for index in folders.indices.reversed() {
            let folder = folders[index]
            let inner = folder.children.compactMap { nodes[$0] }
            if index > 0, folder.leaves.isEmpty, inner.count == 1, let only = inner.first {
                nodes[index] = only
                nodes[index]?.name = folder.name + "/" + only.name
            } else {
                nodes[index] = ModuleTreeNode(folder: folder.name, children: Self.sorted(inner + folder.leaves))
            }
            for child in folder.children { nodes[child] = nil }
        }
        return nodes[0]?.children ?? []
    }

    private mutating func add(_ leaf: ModuleLeaf) {
        var index = 0
        for name in leaf.path.dropLast().prefix(Self.depthLimit) { index = folder(name, in: index) }
        let name = leaf.path.dropFirst(min(Self.depthLimit, leaf.path.count - 1)).joined(separator: "/")
        folders[index].leaves.append(ModuleTreeNode(leaf, name: name))
    }

    private mutating func folder(_ name: String, in parent: Int) -> Int {
        let key = Array(name.utf8)
        if let known = folders[parent].folders[key] { return known }
        let index = folders.count
        folders.append(Folder(name: name))
        folders[parent].folders[key] = index
        folders[parent].children.append(index)
        return index
    }

    private static func sorted(_ nodes: [ModuleTreeNode]) -> [ModuleTreeNode] {
        nodes.sorted { one, other in
            one.value == other.value
                ? one.name.utf8.lexicographicallyPrecedes(other.name.utf8) : one.value > other.value
        }
    }
}
