/// A module that stays because of its side effects though nobody uses some of its exports.
package struct UnusedExports: Hashable, Sendable {
    package let module: ShownName
    /// How many exports nobody uses.
    package let count: Int
    /// Whether its package's `package.json` has no `sideEffects`.
    package let isUndeclared: Bool

    package init(module: ShownName, count: Int, isUndeclared: Bool) {
        self.module = module
        self.count = count
        self.isUndeclared = isUndeclared
    }
}
