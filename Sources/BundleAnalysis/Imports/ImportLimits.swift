/// Limits on what is kept of the imports of a build, and on what is said of one module.
package enum ImportLimits {
    /// How many modules a graph has; those beyond, and their imports, are left out.
    package static let modules = 500_000
    /// How many imports a graph has, each once for two modules; those beyond are left out.
    package static let imports = 2_000_000
    /// How many modules entry points have together, and how many are looked at to find them.
    static let entryModules = 100_000
    static let entryWork = 20_000_000
    /// The size of a stored graph that is read.
    package static let storedBytes = 256 << 20
    /// How many chains an answer has, those of the entry points beyond being counted.
    package static let chains = 100
    /// How many imports of a chain are named: the first half and the last.
    package static let places = 128
    /// How many modules that import one are named where no entry point leads to it.
    static let importers = 5
    /// How many matches of a query are named.
    static let matches = 20
    /// How many similar names are suggested.
    static let suggestions = 5
    /// The longest query, in bytes, for which similar names are searched.
    static let query = 256
}
