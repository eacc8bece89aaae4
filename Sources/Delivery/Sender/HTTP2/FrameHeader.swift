import NIOCore

/// The nine bytes that every frame of HTTP/2 begins with.
struct FrameHeader: Hashable {
    static let size = 9

    static let data: UInt8 = 0
    static let headers: UInt8 = 1
    static let settings: UInt8 = 4
    static let continuation: UInt8 = 9

    /// Of what follows.
    let length: Int
    let type: UInt8
    let flags: UInt8
    let stream: UInt32

    /// - Parameter bytes: nine of them.
    init(_ bytes: some Collection<UInt8>) {
        let all = Array(bytes)
        length = Int(all[0]) << 16 | Int(all[1]) << 8 | Int(all[2])
        type = all[3]
        flags = all[4]
        stream = all[5...8].reduce(0) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
    }

    /// Whether a receiver that speaks HTTP/2 may send it first: SETTINGS, which is no acknowledgment.
    var isGreeting: Bool {
        type == Self.settings && flags == 0 && stream == 0 && length % 6 == 0 && length <= 16_384
    }

    /// Whether a connection begins as one that speaks HTTP/2 does.
    static func isGreeting(_ bytes: ByteBufferView) -> Bool {
        bytes.count >= size && FrameHeader(bytes.prefix(size)).isGreeting
    }
}
