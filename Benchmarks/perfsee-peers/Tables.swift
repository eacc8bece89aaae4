import JavaScript

/// The module table of a script: for each module its id, and its range in bytes; null without a table.
enum Tables {
    private struct Entry: Encodable {
        let id: String
        let range: [Int]
    }

    static func print(_ path: String) throws {
        let entries = try Contents.withBytes(of: path) { bytes in
            ModuleTable.find(in: bytes, sourceType: Contents.sourceType(path))?.entries.map {
                Entry(id: $0.id.text, range: [$0.range.lowerBound, $0.range.upperBound])
            }
        }
        try Output.write(entries)
    }
}
