/// The chunks that a script of webpack or rspack loads, as the calls in its modules say.
///
/// With `n` for the require function, whatever it is called: `n.e(1)` loads a chunk, alone or in `Promise.all([…])`;
/// `n.E(1)`, `n.G(1)` and `[1,2].map(n.E)` load some before they are needed; `n.u(1)` names the file of one, for a worker;
/// `n.O(0,[1,2],…)` and `n.X(0,[1,2],…)` wait for chunks.
///
/// An `import()` of a folder takes the chunk from a map (`n.e(ids[1])`): then the ids in the arrays of that module count.
/// Code in a string (`eval("…")`, for debugging) is read as well.
package enum ChunkLoads {
    /// The ids that the script loads.
    ///
    /// - Parameter known: ids of chunks, in UTF-8. Others are passed over, so that the result is never larger than this.
    package static func ids(in script: UnsafeBufferPointer<UInt8>, among known: Set<[UInt8]>) -> Set<[UInt8]> {
        guard !known.isEmpty else { return [] }
        var walk = ChunkLoadWalk(script, known: known)
        walk.run()
        guard !walk.computed.isEmpty else { return walk.found }
        var found = walk.found
        // Outside of the table, the runtime loads whatever it is told to.
        let modules = ModuleTable.find(in: script)?.entries.map(\.range) ?? [0..<script.count]
        for module in modules where walk.hasComputed(in: module) {
            found.formUnion(ChunkLoadWalk.arrays(of: script, in: module, known: known))
        }
        return found
    }
}
