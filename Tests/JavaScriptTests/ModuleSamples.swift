import JavaScript

/// A module table's content in texts.
struct ModuleSamples {
    let text: String
    let table: ModuleTable?

    init(_ text: String, _ type: JavaScriptSourceType = .script) {
        self.text = text
        table = Array(text.utf8).withUnsafeBufferPointer { ModuleTable.find(in: $0, sourceType: type) }
    }

    var modules: [String] {
        table?.entries.map { "\($0.id.text)=\(TokenizerSamples.slice(text, $0.range))" } ?? []
    }

    var literal: String? { table.map { TokenizerSamples.slice(text, $0.range) } }

    var inlined: [String]? { table?.entryRanges.map { TokenizerSamples.slice(text, $0) } }
}
