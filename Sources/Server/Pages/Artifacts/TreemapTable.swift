import Domain

/// The rows of one folder of a treemap, or those that match a search in it.
struct TreemapTable: Sendable {
    /// The maximum number of rows on a page.
    static let shown = 500

    struct Row: Sendable {
        /// From the folder that is shown.
        var name: String
        /// From the root of the treemap.
        var path: String
        var isFolder: Bool
        /// The leaf, or the largest in the folder.
        var leaf: TreemapOutline.Leaf
        var raw = 0
        var gzip = 0
        var brotli = 0
        var rawBefore = 0
        var gzipBefore = 0
        var brotliBefore = 0
    }

    /// The folder that is shown: the nearest to the one that was asked for; empty for the whole.
    let path: [Substring]
    /// The largest first.
    let rows: [Row]
    let whole: Row?

    init(_ outline: TreemapOutline, _ query: TreemapQuery) {
        let leaves = outline.leaves
        let (path, within) = Self.folder(query.path, leaves)
        self.path = path
        let matching = query.search.isEmpty ? within : within.filter { outline.matches($0, query.search) }
        var groups: [[Substring]: [TreemapOutline.Leaf]] = [:]
        for leaf in matching {
            let isFolder = leaf.parts.count > path.count + 1
            // A leaf and a folder of one name are two rows.
            let key: [Substring] =
                query.search.isEmpty
                ? [leaf.parts[min(path.count, leaf.parts.count - 1)]] + (isFolder ? [""] : []) : leaf.parts
            groups[key, default: []].append(leaf)
        }
        rows = groups.values.map { Self.row($0, in: path, outline, isFlat: !query.search.isEmpty) }
            .sorted { one, other in
                let (size, otherSize) = (one.size(query.measure), other.size(query.measure))
                return size == otherSize ? one.path < other.path : size > otherSize
            }
        whole = matching.isEmpty ? nil : Self.row(matching, in: path, outline, isFlat: true)
    }

    /// The leaves in a folder, or in the nearest that there is.
    private static func folder(
        _ path: String, _ leaves: [TreemapOutline.Leaf]
    ) -> ([Substring], [TreemapOutline.Leaf]) {
        var parts = path.isEmpty ? [] : path.split(byte: "/", omittingEmptySubsequences: false)
        while !parts.isEmpty {
            let found = leaves.filter { $0.parts.count > parts.count && $0.parts.starts(with: parts) }
            if !found.isEmpty { return (parts, found) }
            parts.removeLast()
        }
        return ([], leaves)
    }

    private static func row(
        _ leaves: [TreemapOutline.Leaf], in path: [Substring], _ outline: TreemapOutline, isFlat: Bool
    ) -> Row {
        let first = leaves[0]
        var depth = min(path.count + 1, first.parts.count)
        let isFolder = !isFlat && first.parts.count > depth
        if isFolder {
            // A folder with nothing but another folder is shown with it, but a file of its own.
            let most = path.count < first.assetDepth ? first.assetDepth : Int.max
            while depth < most,
                leaves.allSatisfy({ $0.parts.count > depth + 1 && $0.parts[depth] == first.parts[depth] })
            {
                depth += 1
            }
        } else {
            depth = first.parts.count
        }
        let largest = leaves.max { outline.raw[$0.row] < outline.raw[$1.row] } ?? first
        var row = Row(
            name: first.parts[min(path.count, depth - 1)..<depth].joined(separator: "/"),
            path: first.parts[..<depth].joined(separator: "/"), isFolder: isFolder, leaf: largest)
        for leaf in leaves {
            row.raw += outline.raw[leaf.row]
            row.gzip += outline.gzip[leaf.row]
            row.brotli += outline.brotli[leaf.row]
            // What has moved here was not part of the folder before.
            guard let before = outline.before, !isFolder || outline.state(leaf.row) != "moved" else { continue }
            row.rawBefore += before.raw[leaf.row]
            row.gzipBefore += before.gzip[leaf.row]
            row.brotliBefore += before.brotli[leaf.row]
        }
        if isFolder, let removed = outline.removed { row.addRemoved(removed) }
        return row
    }
}

extension TreemapTable.Row {
    /// What was removed from a folder was part of it before.
    fileprivate mutating func addRemoved(_ removed: TreemapOutline.Removed) {
        let folder = path + "/"
        for (index, path) in removed.path.enumerated() where path.hasBytePrefix(folder) {
            rawBefore += removed.raw[index]
            gzipBefore += removed.gzip[index]
            brotliBefore += removed.brotli[index]
        }
    }

    func size(_ measure: TreemapQuery.Measure) -> Int {
        switch measure {
        case .raw: raw
        case .gzip: gzip
        case .brotli: brotli
        }
    }

    func sizeBefore(_ measure: TreemapQuery.Measure) -> Int {
        switch measure {
        case .raw: rawBefore
        case .gzip: gzipBefore
        case .brotli: brotliBefore
        }
    }
}

extension TreemapOutline {
    /// Whether a leaf's path or its package contains the text, in any case.
    func matches(_ leaf: Leaf, _ text: String) -> Bool {
        let sought = text.lowercased()
        if leaf.parts.joined(separator: "/").lowercased().contains(sought) { return true }
        let package = package[leaf.row]
        return packages.indices.contains(package) && packages[package].name.lowercased().contains(sought)
    }
}
