import Foundation
import JSONLexing

/// Reads stored content trees without building them: each tree becomes the leaves that it has.
struct ContentReader {
    private var lexer: JSONLexer
    private var leaves = ContentLeaves()
    private var nodes: [ContentLeaves.Node] = []
    /// The nodes whose members are being read, the innermost last.
    private var open: [Int] = []

    /// - Throws: ``StoredBuildFault/invalidContent``.
    static func leaves(of json: Data) throws(StoredBuildFault) -> ContentLeaves {
        let read = json.withUnsafeBytes { bytes in
            Result { () throws(StoredBuildFault) in
                var reader = ContentReader(lexer: JSONLexer(bytes.bindMemory(to: UInt8.self)))
                return try reader.read()
            }
        }
        return try read.get()
    }

    private init(lexer: JSONLexer) { self.lexer = lexer }

    private mutating func read() throws(StoredBuildFault) -> ContentLeaves {
        try expect(UInt8(ascii: "["))
        guard !take(UInt8(ascii: "]")) else { return leaves }
        repeat { try readTree() } while take(UInt8(ascii: ","))
        try expect(UInt8(ascii: "]"))
        return leaves
    }

    /// A loop instead of recursion: the trees are as deep as whoever wrote them wanted.
    private mutating func readTree() throws(StoredBuildFault) {
        nodes.removeAll(keepingCapacity: true)
        try beginNode()
        while let node = open.last {
            lexer.skipSpace()
            switch lexer.token {
            case .string: try readMember(of: node)
            case .comma: lexer.position += 1
            case .beginObject: try beginNode()
            case .endArray:
                // Of the children, whose objects have all ended.
                lexer.position += 1
            case .endObject:
                lexer.position += 1
                open.removeLast()
            default: throw .invalidContent
            }
        }
        leaves.add(nodes)
    }

    private mutating func beginNode() throws(StoredBuildFault) {
        try expect(UInt8(ascii: "{"))
        guard open.count < ComparisonLimits.depth else { throw .invalidContent }
        nodes.append(ContentLeaves.Node(parent: open.last ?? -1))
        open.append(nodes.count - 1)
    }

    private mutating func readMember(of node: Int) throws(StoredBuildFault) {
        let key = lexer.bytes[try string().written]
        try expect(UInt8(ascii: ":"))
        lexer.skipSpace()
        if key.elementsEqual("name".utf8) {
            guard case .string = lexer.token else { throw .invalidContent }
            nodes[node].name = lexer.repairedText(of: try string())
        } else if key.elementsEqual("value".utf8) {
            nodes[node].size.raw = try number()
        } else if key.elementsEqual("gzip".utf8) {
            nodes[node].size.gzip = try number()
        } else if key.elementsEqual("brotli".utf8) {
            nodes[node].size.brotli = try number()
        } else if key.elementsEqual("packageRef".utf8) {
            nodes[node].package = Int32(clamping: try number())
        } else if key.elementsEqual("children".utf8), case .beginArray = lexer.token {
            nodes[node].isFolder = true
            lexer.position += 1
        } else {
            try skipValue()
        }
    }

    /// 0 for null.
    private mutating func number() throws(StoredBuildFault) -> Int {
        guard case .number = lexer.token, let range = try? lexer.number() else {
            try skipValue()
            return 0
        }
        let text = String(decoding: lexer.bytes[range], as: UTF8.self)
        return ComparisonLimits.leafBytes(Double(text) ?? 0)
    }

    /// Skips what no comparison needs: lists of names, marks.
    private mutating func skipValue() throws(StoredBuildFault) {
        var depth = 0
        repeat {
            lexer.skipSpace()
            switch lexer.token {
            case nil: throw .invalidContent
            case .beginArray, .beginObject: depth += 1
            case .endArray, .endObject: depth -= 1
            default: break
            }
            guard depth >= 0 else { throw .invalidContent }
            lexer.skipToken()
        } while depth > 0
    }

    private mutating func string() throws(StoredBuildFault) -> JSONString {
        guard let string = try? lexer.string() else { throw .invalidContent }
        return string
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        lexer.skipSpace()
        return lexer.take(byte)
    }

    private mutating func expect(_ byte: UInt8) throws(StoredBuildFault) {
        guard take(byte) else { throw .invalidContent }
    }
}
