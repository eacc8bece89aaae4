/// The digits of base64, those of its URL-safe alphabet aside.
enum Base64 {
    /// From 0 to 63; nil for any other byte.
    @inline(__always) static func value(_ byte: UInt8) -> Int? {
        guard byte < 128 else { return nil }
        let value = values[Int(byte)]
        return value < 64 ? Int(value) : nil
    }

    // Written out, so that the compiler lays it out and nothing checks at each use whether it is there.
    private static let values: [UInt8] = [
        64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64,
        64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 62, 64, 64, 64, 63, 52, 53, 54, 55, 56, 57, 58, 59,
        60, 61, 64, 64, 64, 64, 64, 64, 64, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20,
        21, 22, 23, 24, 25, 64, 64, 64, 64, 64, 64, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42,
        43, 44, 45, 46, 47, 48, 49, 50, 51, 64, 64, 64, 64, 64,
    ]
}
