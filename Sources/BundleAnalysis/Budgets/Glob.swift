/// A pattern of file names, matched byte by byte: `*` is any run of bytes without a slash, `?` one byte that is no slash,
/// `**/` any number of folders, and `/**` at the end everything below a folder. A backslash takes the next byte as it is.
///
/// A name is read once, with the set of places in the pattern that its beginning leads to: no pattern takes longer than
/// the product of both lengths.
package struct Glob: Sendable, Equatable {
    package enum Fault: Error, Hashable, Sendable, Codable {
        case empty
        case tooLong(limit: Int)
        /// `[`, `]`, `{` and `}` are patterns elsewhere: here they need a backslash.
        case unsupported(ShownName)
        /// It ends in a backslash.
        case unfinished
    }

    private enum Token: Equatable {
        case byte(UInt8)
        case any
        case star
        case everything
        /// `**/`: nothing, or what ``inFolders`` takes.
        case folders
        case inFolders
    }

    package let text: String
    private let tokens: [Token]

    package init(_ text: String) throws(Fault) {
        self.text = text
        let bytes = Array(text.utf8)
        guard !bytes.isEmpty else { throw .empty }
        guard bytes.count <= BudgetLimits.globBytes else { throw .tooLong(limit: BudgetLimits.globBytes) }
        var tokens: [Token] = []
        var index = 0
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "*"): Self.addStars(bytes, &index, &tokens)
            case UInt8(ascii: "?"): tokens.append(.any)
            case UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"):
                throw .unsupported(ShownName(String(decoding: [bytes[index]], as: UTF8.self)))
            case UInt8(ascii: "\\"):
                index += 1
                guard index < bytes.count else { throw .unfinished }
                tokens.append(.byte(bytes[index]))
            case let byte: tokens.append(.byte(byte))
            }
            index += 1
        }
        self.tokens = tokens
    }

    /// Leaves `index` at the last byte that was read.
    private static func addStars(_ bytes: [UInt8], _ index: inout Int, _ tokens: inout [Token]) {
        let start = index
        while index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "*") { index += 1 }
        let isDouble = index > start && (start == 0 || bytes[start - 1] == slash)
        if isDouble, index + 1 == bytes.count {
            tokens.append(.everything)
        } else if isDouble, bytes[index + 1] == slash {
            index += 1
            tokens += [.folders, .inFolders]
        } else {
            tokens.append(.star)
        }
    }

    package func matches(_ name: String) -> Bool {
        var places = Places(count: tokens.count + 1)
        var next = places
        add(0, to: &places)
        for byte in name.utf8 {
            next.removeAll()
            for place in places.list where place < tokens.count { step(place, byte, &next) }
            guard !next.list.isEmpty else { return false }
            swap(&places, &next)
        }
        return places.contains(tokens.count)
    }

    private func step(_ place: Int, _ byte: UInt8, _ next: inout Places) {
        switch tokens[place] {
        case .byte(let wanted): if byte == wanted { add(place + 1, to: &next) }
        case .any: if byte != Self.slash { add(place + 1, to: &next) }
        case .star: if byte != Self.slash { add(place, to: &next) }
        case .everything: add(place, to: &next)
        case .folders: break
        case .inFolders:
            next.insert(place)
            if byte == Self.slash { add(place + 1, to: &next) }
        }
    }

    /// Adds a place, and those that can be reached from it without a byte.
    private func add(_ place: Int, to places: inout Places) {
        guard places.insert(place), place < tokens.count else { return }
        switch tokens[place] {
        case .star, .everything: add(place + 1, to: &places)
        case .folders:
            places.insert(place + 1)
            add(place + 2, to: &places)
        default: break
        }
    }

    private static let slash = UInt8(ascii: "/")

    private struct Places {
        private(set) var list: [Int] = []
        private var isIn: [Bool]

        init(count: Int) { isIn = Array(repeating: false, count: count) }

        func contains(_ place: Int) -> Bool { isIn[place] }

        @discardableResult
        mutating func insert(_ place: Int) -> Bool {
            guard !isIn[place] else { return false }
            isIn[place] = true
            list.append(place)
            return true
        }

        mutating func removeAll() {
            for place in list { isIn[place] = false }
            list.removeAll(keepingCapacity: true)
        }
    }
}
