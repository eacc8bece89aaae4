/// The way from an entry point to a module: the shortest chain of imports that are not dynamic, or if there is none, the
/// shortest of all.
package struct ImportChain: Equatable, Sendable, Codable {
    /// Imports in the middle of a very long chain that are not named.
    package struct Omission: Equatable, Sendable, Codable {
        /// How many of ``ImportChain/imports`` come before them.
        package var after: Int
        package var count: Int
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

    private enum CodingKeys: String, CodingKey {
        case entry, module, isStatic = "static", length, imports, omission = "omitted"
    }
}
