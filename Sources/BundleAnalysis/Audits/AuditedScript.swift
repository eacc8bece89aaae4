/// What audits may examine of the modules of one script.
struct AuditedScript: Equatable, Sendable {
    /// How many modules of a script are named.
    static let named = 20

    /// Those that are not ES modules, in the order of the script, at most ``named``.
    private(set) var nonESM: [ShownName] = []
    private(set) var nonESMCount = 0
    /// Those that stay because of side effects though nobody uses some of their exports, at most ``named``.
    private(set) var withSideEffects: [UnusedExports] = []
    private(set) var withSideEffectsCount = 0
    /// Whether it has all of lodash in one module.
    private(set) var hasWholeLodash = false

    /// What the stats, or a source map, say of one module.
    struct Module {
        /// As the stats or the map name it.
        var name: String
        var package: PackageName
        var isESM = true
        /// How many of its exports nobody uses, as far as is known.
        var unusedExports = 0
        /// Whether the build tool found side effects in its code.
        var hasSideEffects = false
        /// Whether its package does not say which of its files have side effects.
        var isUndeclared = false
    }

    mutating func add(_ module: Module) {
        if !module.isESM, !Self.isExempt(module.name) {
            nonESMCount += 1
            if nonESM.count < Self.named { nonESM.append(ShownName(module.name)) }
        }
        if module.isESM, module.unusedExports > 0, module.hasSideEffects {
            withSideEffectsCount += 1
            if withSideEffects.count < Self.named {
                withSideEffects.append(
                    UnusedExports(
                        module: ShownName(module.name), count: module.unusedExports, isUndeclared: module.isUndeclared))
            }
        }
        if module.package.name.utf8.elementsEqual("lodash".utf8), Self.isWholeLodash(module.name) {
            hasWholeLodash = true
        }
    }

    /// React and its scheduler have no ES modules.
    private static func isExempt(_ name: String) -> Bool {
        ["react", "scheduler"].contains { ModulePath.before($0, in: name[...]).endIndex < name.endIndex }
    }

    private static func isWholeLodash(_ name: String) -> Bool {
        ["/lodash.js", "/lodash.min.js"].contains { name.utf8.suffix($0.utf8.count).elementsEqual($0.utf8) }
    }
}
