/// The leaves of the content trees of a build, in flat arrays.
struct ContentLeaves: Sendable {
    struct Leaf: Sendable {
        /// Its path in the tree, without what tells of a concatenation.
        let path: NamePool.Name
        /// The ref of its package; 0 if the tree does not say.
        let package: Int32
        /// False for the runtime and the like.
        let isModule: Bool
        let size: Size
    }

    /// A root of the content, and its leaves.
    struct Root: Sendable {
        let asset: String
        let leaves: Range<Int>
    }

    private(set) var names = NamePool()
    private(set) var leaves: [Leaf] = []
    private(set) var roots: [Root] = []

    /// A node of the tree that is being read. Its parent comes before it.
    struct Node {
        var parent: Int
        var name = ""
        var size = Size.zero
        var package: Int32 = 0
        var isFolder = false
    }

    /// Adds an asset by the nodes of its tree; the first is the root.
    mutating func add(_ nodes: [Node]) {
        guard let root = nodes.first else { return }
        let start = leaves.count
        var folders: [Int: [UInt8]] = [0: []]
        for (index, node) in nodes.enumerated().dropFirst() {
            let folder = folders[node.parent] ?? []
            let path = (folder.isEmpty ? [] : folder + [UInt8(ascii: "/")]) + Array(Self.plain(node).utf8)
            if node.isFolder {
                folders[index] = path
            } else {
                let name = path.withUnsafeBufferPointer { names.intern($0) }
                let isModule = node.parent > 0 || !ContentName.all.contains { $0.utf8.elementsEqual(node.name.utf8) }
                leaves.append(Leaf(path: name, package: node.package, isModule: isModule, size: node.size))
            }
        }
        // Of an asset that was not looked at, only the size is known, and the report has that.
        if leaves.count > start { roots.append(Root(asset: root.name, leaves: start..<leaves.count)) }
    }

    /// The name of a module, whatever was put together in it: `index.js` for `index.js + 3 modules (concatenated)`.
    private static func plain(_ node: Node) -> Substring {
        var name = Substring(node.name)
        guard !node.isFolder else { return name }
        let mark = ModuleTreeNode.concatenatedMark.utf8
        if name.utf8.count > mark.count, name.utf8.suffix(mark.count).elementsEqual(mark) {
            name = Substring(name.utf8.dropLast(mark.count))
        }
        return name.utf8.suffix(8).elementsEqual(" modules".utf8) ? ModulePath.before(" + ", in: name) : name
    }
}

extension ContentLeaves {
    init(_ roots: [ModuleTreeNode]) {
        for root in roots {
            var nodes: [Node] = []
            var open: [(node: ModuleTreeNode, parent: Int)] = [(root, -1)]
            while let (node, parent) = open.popLast() {
                let children = node.children
                nodes.append(
                    Node(
                        parent: parent, name: node.name, size: node.size,
                        package: Int32(clamping: node.packageRef ?? 0), isFolder: children != nil))
                let index = nodes.count - 1
                for child in (children ?? []).reversed() { open.append((child, index)) }
            }
            add(nodes)
        }
    }
}
