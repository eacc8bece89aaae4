package import Foundation

extension ImportGraph {
    /// The version of the stored form.
    static let storedVersion = 1

    /// The stored form: JSON with flat arrays, in which targets are what they differ by from those before them,
    /// so that they compress well. Equal graphs produce equal bytes.
    ///
    /// | member | is |
    /// |---|---|
    /// | `version` | 1 |
    /// | `entries` | names of entry points |
    /// | `entryModules` | for each, indices of modules |
    /// | `packages` | name, path and version (empty if unknown) of each package, one after another |
    /// | `modules` | paths |
    /// | `packageOf` | for each module the number of its package, from 1; 0 for none |
    /// | `counts` | how many imports each module has |
    /// | `targets` | for each import the index of the module, from that of the import before it |
    /// | `dynamic` | indices of imports, from that before it |
    /// | `specifiers`, `specifierOf` | specifiers; for each import the number of its own, from 1; 0 for none |
    /// | `lines`, `columns` | for each import; 0 and -1 if not known |
    /// | `cut` | whether modules or imports were left out |
    package func encoded() -> Data {
        var writer = FlatJSONWriter()
        writer.numbers("version", [Int32(Self.storedVersion)])
        writer.strings("entries", entries.map(\.name))
        writer.lists("entryModules", entries.map(\.modules))
        writer.strings("packages", packages.flatMap { [$0.name, $0.path, $0.version ?? ""] })
        writer.strings("modules", paths.lazy.map { texts[$0] })
        writer.numbers("packageOf", packageOf.lazy.map { $0 + 1 })
        writer.numbers("counts", paths.indices.lazy.map { starts[$0 + 1] - starts[$0] })
        writer.numbers("targets", Self.differences(imports.map(\.target)))
        let dynamic = imports.indices.filter { imports[$0].isDynamic }
        writer.numbers("dynamic", Self.differences(dynamic.map(Int32.init)))
        let (specifiers, specifierOf) = numberedSpecifiers
        writer.strings("specifiers", specifiers.lazy.map { texts[$0] })
        writer.numbers("specifierOf", specifierOf)
        writer.numbers("lines", imports.lazy.map { $0.location == .unknown ? 0 : $0.location.line })
        writer.numbers("columns", imports.lazy.map(\.location.column))
        writer.numbers("cut", [isCut ? 1 : 0])
        return writer.finished
    }

    private static func differences(_ numbers: [Int32]) -> [Int32] {
        numbers.indices.map { $0 == 0 ? numbers[0] : numbers[$0] - numbers[$0 - 1] }
    }

    /// Numbered in the order of their first use.
    private var numberedSpecifiers: ([Name], [Int32]) {
        var numbers = [Int32](repeating: 0, count: texts.count)
        var specifiers: [Name] = []
        let numbered = imports.map { found -> Int32 in
            guard found.specifier != .empty else { return 0 }
            if numbers[Int(found.specifier.index)] == 0 {
                specifiers.append(found.specifier)
                numbers[Int(found.specifier.index)] = Int32(specifiers.count)
            }
            return numbers[Int(found.specifier.index)]
        }
        return (specifiers, numbered)
    }
}

/// Writes an object whose members are arrays of numbers or strings.
private struct FlatJSONWriter {
    private var bytes: [UInt8] = []

    var finished: Data { Data(bytes + Array("}\n".utf8)) }

    mutating func numbers(_ name: String, _ numbers: some Sequence<Int32>) {
        begin(name)
        list(numbers)
    }

    mutating func lists(_ name: String, _ lists: [[Int32]]) {
        begin(name)
        open()
        for numbers in lists {
            separate()
            list(numbers)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    mutating func strings(_ name: String, _ strings: some Sequence<String>) {
        begin(name)
        open()
        for string in strings {
            separate()
            write(string)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    private mutating func begin(_ name: String) {
        bytes += Array((bytes.isEmpty ? "{\"" : ",\n\"").utf8)
        bytes += Array("\(name)\":".utf8)
    }

    private mutating func open() { bytes.append(UInt8(ascii: "[")) }

    private mutating func separate() {
        if bytes.last != UInt8(ascii: "[") { bytes.append(UInt8(ascii: ",")) }
    }

    private mutating func list(_ numbers: some Sequence<Int32>) {
        open()
        var isFirst = true
        for number in numbers {
            if !isFirst { bytes.append(UInt8(ascii: ",")) }
            isFirst = false
            write(number)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    private mutating func write(_ number: Int32) {
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        var rest = number.magnitude
        let start = bytes.count
        repeat {
            bytes.insert(UInt8(ascii: "0") + UInt8(rest % 10), at: start)
            rest /= 10
        } while rest > 0
    }

    private mutating func write(_ string: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in string.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes += [UInt8(ascii: "\\"), byte]
            case 0..<0x20:
                bytes += Array("\\u00".utf8) + [Self.digit(byte >> 4), Self.digit(byte & 15)]
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x61 + value - 10 }
}
