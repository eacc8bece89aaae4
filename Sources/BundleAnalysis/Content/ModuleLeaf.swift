/// What one asset has of one module, or of what is no module: a leaf of the content tree.
struct ModuleLeaf: Equatable, Sendable {
    /// The folders and the name, from the root of the tree.
    var path: [String]
    var size: Size
    var marks = ModuleMarks()
    /// The ref of its package in the report; nil for what is no module.
    var packageRef: Int?
    /// Where it is not the asset's.
    var attribution: AttributionMethod?
}

/// What the stats say of a module.
struct ModuleMarks: Equatable, Sendable {
    /// The paths of the modules that were put together in this one.
    var modules: [String]?
    /// How many of its exports nobody uses; nil for none, for a concatenation, or if that is not known.
    var unused: Int?
    var isDynamic = false
    var isESM = true
    var hasSideEffects = false
}
