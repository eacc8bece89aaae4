import Foundation

@testable import BundleAnalysis

/// JSON as MessagePack.
enum MessagePackSample {
    private enum Value: Decodable {
        case null
        case boolean(Bool)
        case number(Double)
        case string(String)
        case array([Value])
        case object([String: Value])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if container.decodeNil() {
                self = .null
            } else if let value = try? container.decode(Bool.self) {
                self = .boolean(value)
            } else if let value = try? container.decode(Double.self) {
                self = .number(value)
            } else if let value = try? container.decode(String.self) {
                self = .string(value)
            } else if let value = try? container.decode([Value].self) {
                self = .array(value)
            } else {
                self = .object(try container.decode([String: Value].self))
            }
        }

        var packed: [UInt8] {
            switch self {
            case .null: [0xc0]
            case .boolean(let value): [value ? 0xc3 : 0xc2]
            case .number(let value) where value >= 0 && value < 128 && value == value.rounded(): [UInt8(value)]
            case .number(let value): [0xcb] + big(value.bitPattern, 8)
            case .string(let text): [0xdb] + big(UInt64(text.utf8.count), 4) + Array(text.utf8)
            case .array(let values): [0xdc] + big(UInt64(values.count), 2) + values.flatMap(\.packed)
            case .object(let values):
                [0xde] + big(UInt64(values.count), 2)
                    + values.sorted { $0.key < $1.key }.flatMap { Value.string($0.key).packed + $0.value.packed }
            }
        }
    }

    static func packed(_ json: String) throws -> [UInt8] {
        try JSONDecoder().decode(Value.self, from: Data(json.utf8)).packed
    }

    static func big(_ number: UInt64, _ count: Int) -> [UInt8] {
        (0..<count).reversed().map { UInt8(truncatingIfNeeded: number >> UInt64($0 * 8)) }
    }
}

/// Gives a few bytes at a time, so that everything is cut somewhere.
final class SlowInput: ByteInput {
    private let input: MemoryInput
    private let step: Int

    init(_ bytes: [UInt8], step: Int) {
        input = MemoryInput(bytes)
        self.step = step
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(AnalysisFailure) -> Int {
        try input.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<min(step, buffer.count)]))
    }
}

/// All that an input has, read a few bytes at a time.
func text(of input: some ByteInput, step: Int = 1 << 16) throws(AnalysisFailure) -> String {
    var bytes: [UInt8] = []
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: step, alignment: 16)
    defer { buffer.deallocate() }
    while case let count = try input.read(into: buffer), count > 0 { bytes += Array(buffer[..<count]) }
    return String(decoding: bytes, as: UTF8.self)
}
