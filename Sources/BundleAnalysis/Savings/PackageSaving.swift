/// What the files of an entry point lose if a package is taken out and they are compressed again.
package struct PackageSaving: Sendable, Equatable, Codable {
    /// The package's ref in the report.
    package var ref: Int
    /// The package's share of the files: shares add up, savings do not.
    package var size: Size
    package var saving: Size
}
