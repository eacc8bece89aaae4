/// The way from an entry point to a module: the shortest chain of imports that are not dynamic, or if there is none,
/// the shortest of all.
package struct ImportChain: Equatable, Sendable, Codable {
    /// Imports in the middle of a very long chain that are not named.
    package struct Omission: Equatable, Sendable, Codable {
        /// How many of ``ImportChain/imports`` come before them.
        package var after: Int
        package var count: Int

        package init(after: Int, count: Int) { (self.after, self.count) = (after, count) }
    }

    /// The name of the entry point.
    package var entry: String
    /// The path of the module that it leads to.
    package var module: String
    /// Whether none of its imports is dynamic.
    package var isStatic: Bool
    /// How many imports it has; 0 for a module of the entry point itself.
    package var length: Int
    /// From the entry point's module on: each is by the module that the one before imports.
    package var imports: [ImportPlace]
    package var omission: Omission?

    package init(
        entry: String, module: String, isStatic: Bool, length: Int, imports: [ImportPlace], omission: Omission? = nil
    ) {
        (self.entry, self.module, self.isStatic) = (entry, module, isStatic)
        (self.length, self.imports, self.omission) = (length, imports, omission)
    }

    private enum CodingKeys: String, CodingKey {
        case entry, module, isStatic = "static", length, imports, omission = "omitted"
    }
}
