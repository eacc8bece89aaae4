/// What the machine was doing when it failed.
package enum MachineOperation: Hashable, Sendable, Codable {
    case openFile(name: ShownName)
    case openTemporaryFile
    case readFile
    case readTemporaryFile
    case createFile
    case writeFile
    case mapTemporaryFile
    case createTemporaryFolder
    case compress
    case decompress
}
