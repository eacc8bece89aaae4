/// Parses server-sent events from bytes that arrive in pieces, as specified by the WHATWG HTML standard.
struct EventStreamParser: Sendable {
    /// The maximum length of a line, in bytes; a longer one is an error.
    static let maximumLineByteCount = 64 * 1024
    /// The maximum size of one event's data, in bytes; more is an error.
    static let maximumEventByteCount = 256 * 1024
    /// The maximum length of an ID that is kept; it is sent back to the server in a header.
    static let maximumIDByteCount = 256

    /// The error for a line or an event that is too long.
    struct TooLong: Error, Hashable {
        /// A sentence that says what is too long.
        let description: String
    }

    /// The ID of the last complete event.
    private(set) var lastEventID: String?
    /// How long the server asks clients to wait before they reconnect.
    private(set) var retry: Duration?

    private var line: [UInt8] = []
    private var isFirstLine = true
    private var endedWithReturn = false
    private var id: String?
    private var name = ""
    private var data: [String] = []
    private var dataByteCount = 0

    /// The events that these bytes complete.
    mutating func read(_ bytes: some Sequence<UInt8>) throws(TooLong) -> [ServerSentEvent] {
        var events: [ServerSentEvent] = []
        for byte in bytes {
            if let event = try take(byte) { events.append(event) }
        }
        return events
    }

    /// A line ends with CR, LF, or both.
    private mutating func take(_ byte: UInt8) throws(TooLong) -> ServerSentEvent? {
        let followsReturn = endedWithReturn
        endedWithReturn = byte == UInt8(ascii: "\r")
        switch byte {
        case UInt8(ascii: "\r"): return try endLine()
        case UInt8(ascii: "\n"): return followsReturn ? nil : try endLine()
        default:
            guard line.count < Self.maximumLineByteCount else {
                throw TooLong(description: "A line is longer than \(Self.maximumLineByteCount) bytes.")
            }
            line.append(byte)
            return nil
        }
    }

    private mutating func endLine() throws(TooLong) -> ServerSentEvent? {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let bytes = isFirstLine && line.starts(with: mark) ? line.dropFirst(mark.count) : line[...]
        isFirstLine = false
        line.removeAll(keepingCapacity: true)
        guard !bytes.isEmpty else { return dispatch() }
        try readField(bytes)
        return nil
    }

    /// `name: value`; a line without a name is a comment.
    private mutating func readField(_ line: ArraySlice<UInt8>) throws(TooLong) {
        // Split by bytes: a value may begin with a scalar that combines with the colon or the space before it.
        let parts = line.split(separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
        let rest = parts.count > 1 ? parts[1] : []
        let value = String(decoding: rest.first == UInt8(ascii: " ") ? rest.dropFirst() : rest, as: UTF8.self)
        switch String(decoding: parts[0], as: UTF8.self) {
        case "event": name = value
        case "data": try add(value)
        case "id" where value.utf8.count <= Self.maximumIDByteCount && !value.utf8.contains(0): id = value
        case "retry": retry = Self.milliseconds(value) ?? retry
        default: break
        }
    }

    private mutating func add(_ value: String) throws(TooLong) {
        dataByteCount += value.utf8.count + 1
        guard dataByteCount <= Self.maximumEventByteCount else {
            throw TooLong(description: "An event is longer than \(Self.maximumEventByteCount) bytes.")
        }
        data.append(value)
    }

    private mutating func dispatch() -> ServerSentEvent? {
        defer {
            name = ""
            data = []
            dataByteCount = 0
        }
        lastEventID = id
        guard !data.isEmpty else { return nil }
        return ServerSentEvent(name: name.isEmpty ? "message" : name, data: data.joined(separator: "\n"))
    }

    private static func milliseconds(_ text: String) -> Duration? {
        guard text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
        return Int32(text).map { .milliseconds(Int64($0)) }
    }
}
