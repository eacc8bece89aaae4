/// The modules of stats as nodes of a graph: those with one name are one, because imports name modules, and a
/// concatenation is the module that it is named after.
///
/// Names are those of one configuration of the build; one is gone through after another.
struct ImportedModules {
    typealias Name = StatsModules.Name

    private let modules: StatsModules
    private let limit: Int
    /// The node of each module; -1 for one beyond the limit.
    private(set) var nodes: [Int32]
    /// The first module of each node.
    private(set) var firsts: [Int32] = []
    private(set) var isCut = false
    /// The node of each name, of the current configuration from ``base`` on.
    private var byName: [Int32]
    private var base = Int32(0)

    init(_ modules: StatsModules, limit: Int) {
        self.modules = modules
        self.limit = limit
        nodes = [Int32](repeating: -1, count: modules.all.count)
        byName = [Int32](repeating: -1, count: modules.names.count)
    }

    /// Goes on with the modules of the next configuration.
    mutating func enter(_ range: Range<Int>) {
        base = Int32(firsts.count)
        var roots: [(outer: Int, root: Int)] = []
        for index in range {
            if let root = root(of: index) { roots.append((index, root)) } else { add(index) }
        }
        // Inner modules come after the outer ones, and may be concatenations themselves.
        for (outer, root) in roots.reversed() {
            nodes[outer] = nodes[root]
            let name = Self.name(of: modules.all[outer])
            if nodes[root] >= 0, node(name) == nil { byName[Int(name.index)] = nodes[root] }
        }
    }

    /// The node that has this name in the current configuration.
    func node(_ name: Name) -> Int32? {
        let node = byName[Int(name.index)]
        return node >= base && name != .empty ? node : nil
    }

    /// The node of the module that imports; nil if it is none of the build's.
    func importer(_ reason: StatsModules.Reason) -> Int32? { node(reason.module) ?? node(reason.outer) }

    static func name(of module: StatsModules.Module) -> Name {
        module.name == .empty ? module.identifier : module.name
    }

    private mutating func add(_ index: Int) {
        let name = Self.name(of: modules.all[index])
        if let known = node(name) {
            nodes[index] = known
            return
        }
        guard firsts.count < limit else { return isCut = true }
        let node = Int32(firsts.count)
        firsts.append(Int32(index))
        nodes[index] = node
        guard name != .empty else { return }
        byName[Int(name.index)] = node
        // The stats may leave out what was concatenated: imports name the module itself.
        if let plain = plainName(of: name), self.node(plain) == nil { byName[Int(plain.index)] = node }
    }

    /// The name of a concatenation without `+ 3 modules`, if imports use it.
    private func plainName(of name: Name) -> Name? {
        let plain = modules.names.withBytes(of: name) { bytes in
            Self.concatenationMark(in: bytes).map { String(decoding: bytes[..<$0], as: UTF8.self) }
        }
        return plain.flatMap { modules.names.name($0) }
    }

    /// Where ` + 3 modules` begins.
    static func concatenationMark(in name: UnsafeBufferPointer<UInt8>) -> Int? {
        guard name.suffix(modulesMark.count).elementsEqual(modulesMark) else { return nil }
        var index = name.count - modulesMark.count
        while index > 0, name[index - 1] &- 0x30 < 10 { index -= 1 }
        let isMark = index >= 3 && name[index - 1] == 0x20 && name[index - 2] == UInt8(ascii: "+")
        return isMark && name[index - 3] == 0x20 ? index - 3 : nil
    }

    private static let modulesMark = Array(" modules".utf8)

    /// The module that a concatenation is named after, else the first one in it; nil for any other module.
    private func root(of outer: Int) -> Int? {
        let module = modules.all[outer]
        guard !module.inner.isEmpty else { return nil }
        let inner = modules.inner[module.inner]
        let named = modules.names.withBytes(of: Self.name(of: module)) { name -> Int? in
            guard let end = Self.concatenationMark(in: name) else { return nil }
            return inner.first { index in
                modules.names.withBytes(of: Self.name(of: modules.all[index])) { $0.elementsEqual(name[..<end]) }
            }
        }
        return (named ?? inner.first).flatMap { $0 > outer ? $0 : nil }
    }
}
