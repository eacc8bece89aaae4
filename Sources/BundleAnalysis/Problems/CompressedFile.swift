/// What is decompressed: the archive, or a file in it.
package enum CompressedFile: Hashable, Sendable, Codable {
    case archive
    case file(name: ShownName)
}
