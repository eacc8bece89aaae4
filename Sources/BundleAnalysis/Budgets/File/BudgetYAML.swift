import Yams

/// The YAML of a file of budgets as far as it is used: mappings, lists and text, with the lines that they are on. JSON is
/// YAML too.
///
/// References are refused before the text is parsed: a few of them can stand for more than any memory holds.
enum BudgetYAML {
    struct Value {
        enum Content {
            case text(String)
            case list([Value])
            case mapping([(key: String, line: Int, value: Value)])
            /// A mapping with a key that is no text.
            case other
        }

        let content: Content
        let line: Int
    }

    /// Nil if there is nothing in it.
    static func value(of bytes: [UInt8]) throws(BudgetFileFault) -> Value? {
        guard bytes.count <= BudgetLimits.fileBytes else {
            throw BudgetFileFault(.fileTooLarge(limit: BudgetLimits.fileBytes))
        }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw BudgetFileFault(.notUTF8) }
        if let anchor = anchor(in: bytes) { throw BudgetFileFault(line: line(of: anchor, in: bytes), .anchor) }
        do {
            return try Yams.compose(yaml: text, .basic).map(value)
        } catch {
            throw fault(error, bytes)
        }
    }

    private static func value(_ node: Node) -> Value {
        let line = node.mark?.line ?? 1
        switch node {
        case .scalar(let scalar): return Value(content: .text(scalar.string), line: line)
        case .sequence(let list): return Value(content: .list(list.map(value)), line: line)
        case .mapping(let mapping):
            var pairs: [(key: String, line: Int, value: Value)] = []
            for (key, node) in mapping {
                guard let name = key.scalar?.string else { return Value(content: .other, line: line) }
                pairs.append((name, key.mark?.line ?? line, value(node)))
            }
            return Value(content: .mapping(pairs), line: line)
        case .alias: return Value(content: .other, line: line)
        }
    }

    /// Where a reference might be defined: `&` before a letter, a digit, `_` or `-`, and not in the middle of a word.
    private static func anchor(in bytes: [UInt8]) -> Int? {
        bytes.indices.dropLast().first { index in
            guard bytes[index] == UInt8(ascii: "&"), isWord(bytes[index + 1]) else { return false }
            return index == 0 || !isWord(bytes[index - 1])
        }
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"): true
        default: (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
        }
    }

    private static func line(of index: Int, in bytes: [UInt8]) -> Int {
        1 + bytes[..<index].count { $0 == UInt8(ascii: "\n") }
    }

    private static func fault(_ error: any Error, _ bytes: [UInt8]) -> BudgetFileFault {
        switch error {
        case YamlError.scanner(_, _, let mark, _), YamlError.parser(_, _, let mark, _),
            YamlError.composer(_, _, let mark, _):
            return BudgetFileFault(line: mark.line, startsWithStar(mark.line, bytes) ? .needsQuotes : .notYAML)
        case YamlError.duplicatedKeysInMapping(let keys, let context):
            return BudgetFileFault(line: context.mark.line, key: keys.first, .repeatedKey)
        default: return BudgetFileFault(.notYAML)
        }
    }

    /// Whether the value on a line begins with a star.
    private static func startsWithStar(_ line: Int, _ bytes: [UInt8]) -> Bool {
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        guard lines.indices.contains(line - 1) else { return false }
        let text = Array(lines[line - 1])
        return text.indices.contains { index in
            guard text[index] == UInt8(ascii: "*"), index > 0 else { return false }
            return " [:,".utf8.contains(text[index - 1])
        }
    }
}
