/// What the stats say of a module's exports, and of what keeps the build tool from removing those that nobody uses.
struct ModuleExports: Equatable, Sendable {
    enum List: Equatable, Sendable {
        /// The stats have no such field.
        case notInStats
        /// The build tool does not know them.
        case unknown
        case all
        case count(Int32)

        static let none = List.count(0)
    }

    var provided = List.notInStats
    var used = List.notInStats
    /// Whether the stats have `optimizationBailout`.
    var hasBailouts = false
    /// Whether a bailout says that it is no ES module.
    var isCommonJS = false
    /// What makes a CommonJS module opaque, in the tool's words: `exports is used directly at 443:50-57`.
    var commonJS = NamePool.Name.empty
    /// The location of the first import of a module that has side effects: `1:0-38`.
    var importWithSideEffects = NamePool.Name.empty

    /// The same with the names of another pool.
    func moved(_ name: (NamePool.Name) -> NamePool.Name) -> ModuleExports {
        var moved = self
        (moved.commonJS, moved.importWithSideEffects) = (name(commonJS), name(importWithSideEffects))
        return moved
    }
}
