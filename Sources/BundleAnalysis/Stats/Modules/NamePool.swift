/// Names that stats repeat many times, each kept once, in one buffer.
struct NamePool: Equatable, Sendable {
    /// The number of a name in its pool; 0 for the empty one.
    struct Name: Hashable, Sendable {
        let index: UInt32
        static let empty = Name(index: 0)
    }

    /// How many bytes of text a pool takes; names beyond that are empty. Those of large stats take a few million.
    static let textLimit = 256 << 20

    private var text: [UInt8] = []
    /// Where each name ends in the text.
    private var ends: [UInt32] = [0]
    /// A hash table with open addressing; 0 is a free slot.
    private var slots = [UInt32](repeating: 0, count: 64)

    /// How many names there are, the empty one included.
    var count: Int { ends.count }

    subscript(name: Name) -> String { String(decoding: text[range(Int(name.index))], as: UTF8.self) }

    /// Calls `body` with the bytes of the name.
    func withBytes<Value>(of name: Name, _ body: (UnsafeBufferPointer<UInt8>) -> Value) -> Value {
        text.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[range(Int(name.index))])) }
    }

    /// The name with these bytes, added if it is new.
    mutating func intern(_ bytes: UnsafeBufferPointer<UInt8>) -> Name {
        guard !bytes.isEmpty, text.count + bytes.count <= Self.textLimit else { return .empty }
        if ends.count * 2 > slots.count { grow() }
        let slot = slot(of: bytes)
        if slots[slot] == 0 {
            slots[slot] = UInt32(ends.count)
            text.append(contentsOf: bytes)
            ends.append(UInt32(text.count))
        }
        return Name(index: slots[slot])
    }

    mutating func intern(_ name: String) -> Name {
        var name = name
        return name.withUTF8 { intern($0) }
    }

    /// The name with these bytes; nil if there is none.
    func name(_ text: String) -> Name? {
        var text = text
        return text.withUTF8 { bytes in
            guard !bytes.isEmpty else { return .empty }
            let index = slots[slot(of: bytes)]
            return index == 0 ? nil : Name(index: index)
        }
    }

    private func range(_ index: Int) -> Range<Int> { index == 0 ? 0..<0 : Int(ends[index - 1])..<Int(ends[index]) }

    /// The slot of the bytes, or the free one for them.
    private func slot(of bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var slot = Int(truncatingIfNeeded: Self.hash(bytes)) & (slots.count - 1)
        while slots[slot] != 0, !equals(Int(slots[slot]), bytes) { slot = (slot + 1) & (slots.count - 1) }
        return slot
    }

    private func equals(_ index: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let range = range(index)
        guard range.count == bytes.count else { return false }
        return text.withUnsafeBufferPointer { text in
            UnsafeBufferPointer(rebasing: text[range]).elementsEqual(bytes)
        }
    }

    private mutating func grow() {
        slots = [UInt32](repeating: 0, count: slots.count * 2)
        text.withUnsafeBufferPointer { text in
            for index in 1..<ends.count {
                let bytes = UnsafeBufferPointer(rebasing: text[range(index)])
                var slot = Int(truncatingIfNeeded: Self.hash(bytes)) & (slots.count - 1)
                while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
                slots[slot] = UInt32(index)
            }
        }
    }

    static func == (one: NamePool, other: NamePool) -> Bool { one.text == other.text && one.ends == other.ends }

    /// Not known outside of the process, so that nobody can choose names that collide.
    private static let seed = UInt64.random(in: .min ... .max) | 1

    static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var hash = seed ^ UInt64(bytes.count)
        var at = 0
        while at < bytes.count {
            var word: UInt64 = 0
            let end = min(at + 8, bytes.count)
            if end - at == 8 {
                word = UnsafeRawPointer(bytes.baseAddress! + at).loadUnaligned(as: UInt64.self)
            } else {
                for byte in bytes[at..<end] { word = word << 8 | UInt64(byte) }
            }
            let product = (hash ^ word).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15 ^ seed)
            hash = product.high ^ product.low
            at = end
        }
        return hash
    }
}
