/// What a value of MessagePack begins with: a whole scalar, or how long what follows is.
enum MessagePackToken {
    case null
    case boolean(Bool)
    case signed(Int64)
    case unsigned(UInt64)
    case float(Float)
    case double(Double)
    /// So many bytes of a string, or of binary data.
    case string(Int)
    case array(Int)
    /// So many keys, each with a value.
    case map(Int)
    /// A type of an application's own, or a time: so many bytes, with that of the type.
    case ext(Int)
    /// A byte that begins nothing.
    case unassigned

    /// How many bytes follow the first one before the content of the value.
    static func headBytes(_ first: UInt8) -> Int {
        switch first {
        case 0xc4, 0xc7, 0xcc, 0xd0, 0xd9: 1
        case 0xc5, 0xc8, 0xcd, 0xd1, 0xda, 0xdc, 0xde: 2
        case 0xc6, 0xc9, 0xca, 0xce, 0xd2, 0xdb, 0xdd, 0xdf: 4
        case 0xcb, 0xcf, 0xd3: 8
        default: 0
        }
    }

    /// - Parameter number: the bytes after the first one, as a big-endian number.
    init(_ first: UInt8, _ number: UInt64) {
        let count = Int(truncatingIfNeeded: number)
        self =
            switch first {
            case 0x00...0x7f: .unsigned(UInt64(first))
            case 0x80...0x8f: .map(Int(first & 0x0f))
            case 0x90...0x9f: .array(Int(first & 0x0f))
            case 0xa0...0xbf: .string(Int(first & 0x1f))
            case 0xc0: .null
            case 0xc1: .unassigned
            case 0xc2, 0xc3: .boolean(first == 0xc3)
            case 0xc4...0xc6, 0xd9...0xdb: .string(count)
            case 0xc7...0xc9: .ext(count + 1)
            case 0xca: .float(Float(bitPattern: UInt32(truncatingIfNeeded: number)))
            case 0xcb: .double(Double(bitPattern: number))
            case 0xcc...0xcf: .unsigned(number)
            case 0xd0: .signed(Int64(Int8(truncatingIfNeeded: number)))
            case 0xd1: .signed(Int64(Int16(truncatingIfNeeded: number)))
            case 0xd2: .signed(Int64(Int32(truncatingIfNeeded: number)))
            case 0xd3: .signed(Int64(bitPattern: number))
            case 0xd4...0xd8: .ext(1 << Int(first - 0xd4) + 1)
            case 0xdc, 0xdd: .array(count)
            case 0xde, 0xdf: .map(count)
            default: .signed(Int64(Int8(bitPattern: first)))
            }
    }

    /// The text of a scalar in JSON, where numbers are no strings; nil for everything else.
    var scalarText: String? {
        switch self {
        case .null: "null"
        case .boolean(let value): value ? "true" : "false"
        case .signed(let value): String(value)
        case .unsigned(let value): String(value)
        case .float(let value): value.isFinite ? Self.whole(Double(value)) ?? "\(value)" : "null"
        case .double(let value): value.isFinite ? Self.whole(value) ?? "\(value)" : "null"
        case .string, .array, .map, .ext, .unassigned: nil
        }
    }

    /// Encoders for JavaScript write large whole numbers as floating-point ones.
    private static func whole(_ value: Double) -> String? {
        value.magnitude < 0x1p53 ? Int64(exactly: value).map { String($0) } : nil
    }
}
