/// What an entry point contains of each package, while it is collected.
struct PackageRows {
    struct Row {
        /// Of the package.
        let ref: Int
        var size = Size.zero
        /// Of it, what is in assets of initial chunks.
        var initialSize = Size.zero
        /// Whether the entry point contains it.
        var isPresent = false
        /// Whether a module of it has bytes.
        var hasBytes = false
        /// By ``Link``: the refs of packages or assets, each once.
        fileprivate(set) var links = [[Int]](repeating: [], count: Link.allCases.count)

        subscript(link: Link) -> [Int] { links[link.rawValue] }
    }

    /// What a package has to do with others, and with assets.
    enum Link: Int, CaseIterable {
        /// A package that imports it.
        case issuer
        /// A package that imports a module of it that was put together with others and has no bytes of its own.
        case issuerOfInner
        /// An asset that has bytes of it.
        case asset
        /// The package of the module that a module of it was put together in.
        case outer
    }

    private var rows: [Row] = []
    /// Indices of those that are present, in the order in which they were found to be.
    private var order: [Int] = []
    /// By the ref of the package: the index of its row, or -1.
    private var indices: [Int32]
    private var seen: Set<UInt64> = []

    init(packageCount: Int) { indices = [Int32](repeating: -1, count: packageCount + 1) }

    /// What the entry point contains.
    var present: [Row] { order.map { rows[$0] } }

    func isPresent(_ ref: Int) -> Bool { indices[ref] >= 0 && rows[Int(indices[ref])].isPresent }

    /// The index of the package's row, which is added if there is none.
    mutating func index(ofPackage ref: Int) -> Int {
        if indices[ref] >= 0 { return Int(indices[ref]) }
        indices[ref] = Int32(rows.count)
        rows.append(Row(ref: ref))
        return rows.count - 1
    }

    /// - Parameter hasBytes: whether it is because of a module that has bytes.
    mutating func setPresent(_ row: Int, hasBytes: Bool) {
        if hasBytes { rows[row].hasBytes = true }
        guard !rows[row].isPresent else { return }
        rows[row].isPresent = true
        order.append(row)
    }

    mutating func add(_ size: Size, isInitial: Bool, to row: Int) {
        rows[row].size = rows[row].size + size
        if isInitial { rows[row].initialSize = rows[row].initialSize + size }
    }

    mutating func add(_ link: Link, _ ref: Int, to row: Int) {
        // Packages and assets are numbered from 1, far below 2^31.
        let key = UInt64(link.rawValue) << 62 | UInt64(row) << 31 | UInt64(ref)
        if seen.insert(key).inserted { rows[row].links[link.rawValue].append(ref) }
    }

    /// Empties it for the next entry point.
    mutating func removeAll() {
        for row in rows { indices[row.ref] = -1 }
        rows.removeAll(keepingCapacity: true)
        order.removeAll(keepingCapacity: true)
        seen.removeAll(keepingCapacity: true)
    }
}
