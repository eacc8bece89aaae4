/// Goes through the modules of chunks, and those that were put together in them.
struct ModuleWalk {
    struct Step: Equatable {
        let module: Int
        /// The module of the chunk that it was put together in; nil for that module itself.
        let outer: Int?
    }

    private let modules: StatsModules
    /// The walk in which a module was met last in the list of a chunk.
    private var listed: [Int32]
    /// The walk in which it was met last inside of another module.
    private var contained: [Int32]
    private var number: Int32 = 0
    /// How many more modules may be gone through. Once it is negative, walks are cut.
    private(set) var room: Int

    init(_ modules: StatsModules, room: Int) {
        self.modules = modules
        self.room = room
        listed = [Int32](repeating: 0, count: modules.all.count)
        contained = listed
    }

    /// Each module in the lists of the chunks once, followed by those inside of it, each once.
    mutating func steps(throughChunks chunks: some Sequence<Int>) -> [Step] {
        number += 1
        var steps: [Step] = []
        for chunk in chunks {
            let members = modules.members(ofChunk: chunk)
            room -= members.count
            guard room >= 0 else { break }
            for member in members where listed[Int(member)] != number {
                listed[Int(member)] = number
                addSteps(from: Int(member), to: &steps)
            }
        }
        return steps
    }

    private mutating func addSteps(from outer: Int, to steps: inout [Step]) {
        steps.append(Step(module: outer, outer: nil))
        var open = [modules.all[outer].inner]
        while let range = open.popLast(), room >= 0 {
            room -= range.count
            for module in modules.inner[range] where module != outer && contained[module] != number {
                contained[module] = number
                steps.append(Step(module: module, outer: outer))
                if !modules.all[module].inner.isEmpty { open.append(modules.all[module].inner) }
            }
        }
    }
}
