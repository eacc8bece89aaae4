/// The numbers of a file of budgets, as people write them.
enum BudgetNumber {
    /// `170 kB`, `1.5MB`, `64 KiB`, `812`: a whole number of bytes up to ``BudgetLimits/bytes``.
    static func bytes(_ text: String) -> Double? {
        let (number, unit) = split(text)
        guard let (digits, places) = decimal(number) else { return nil }
        let name = String(decoding: unit.map { $0 | 0x20 }, as: UTF8.self)
        guard let factor = units[name] else { return nil }
        let (product, overflow) = digits.multipliedReportingOverflow(by: factor)
        let divisor = power(places)
        guard !overflow, product % divisor == 0, product / divisor <= BudgetLimits.bytes else { return nil }
        return Double(product / divisor)
    }

    /// `5 %`, `0.3%`: in thousandths of a percent.
    static func percent(_ text: String) -> Int? {
        let (number, unit) = split(text)
        guard unit.elementsEqual("%".utf8), let (digits, places) = decimal(number), places <= 3 else { return nil }
        let (thousandths, overflow) = digits.multipliedReportingOverflow(by: power(3 - places))
        return !overflow && thousandths <= BudgetLimits.percent * 1_000 ? thousandths : nil
    }

    /// A whole number up to `limit`.
    static func whole(_ text: String, to limit: Int) -> Int? {
        guard let (digits, places) = decimal(ArraySlice(text.utf8)), places == 0, digits <= limit else { return nil }
        return digits
    }

    /// In lowercase.
    private static let units = [
        "": 1, "b": 1, "kb": 1_000, "mb": 1_000_000, "gb": 1_000_000_000, "kib": 1 << 10, "mib": 1 << 20,
        "gib": 1 << 30,
    ]

    /// The digits and the point, and what follows them and spaces.
    private static func split(_ text: String) -> (number: ArraySlice<UInt8>, unit: ArraySlice<UInt8>) {
        let bytes = ArraySlice(text.utf8)
        let number = bytes.prefix { isDigit($0) || $0 == UInt8(ascii: ".") }
        return (number, bytes.dropFirst(number.count).drop { $0 == UInt8(ascii: " ") })
    }

    /// At most 15 digits, and how many of them are behind the point.
    private static func decimal(_ text: ArraySlice<UInt8>) -> (digits: Int, places: Int)? {
        let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(isDigit) }) else { return nil }
        let digits = parts.joined()
        guard digits.count <= 15 else { return nil }
        return (digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }, parts.count > 1 ? parts[1].count : 0)
    }

    private static func power(_ exponent: Int) -> Int { (0..<exponent).reduce(1) { product, _ in product * 10 } }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
