import Foundation
import JSONLexing
import Localization
import Server

/// Reads NDJSON in batches that a server takes: a line is an event.
struct EventLines {
    /// What a server takes at once.
    static let maximumEvents = EventBatch.maximumEvents
    static let maximumBytes = BodyLimits.standard.batch
    private static let portion = 64 << 10

    struct Batch: Equatable {
        /// The number of its first line in the input, counted from 1.
        var first: Int
        /// How many lines it has, empty ones included.
        var lines = 0
        var events = 0
        var bytes: [UInt8] = []
    }

    private let file: FileHandle
    private var unread: [UInt8] = []
    private var atEnd = false
    private var next = 1

    init(_ input: FileInput) throws {
        guard input.path != "-" else {
            file = .standardInput
            return
        }
        do {
            file = try FileHandle(forReadingFrom: URL(filePath: input.path))
        } catch {
            throw CommandFailure("The file \(input.path) can't be read: \(error.localizedDescription)")
        }
    }

    /// The next batch; nil at the end. Throws `CommandFailure` for a line that is not JSON: the server would count lines
    /// from the beginning of the batch.
    mutating func batch() throws -> Batch? {
        var batch = Batch(first: next)
        while batch.events < Self.maximumEvents, let line = try line(), try add(line, to: &batch) {}
        return batch.lines > 0 ? batch : nil
    }

    /// Whether the line fits; one that does not is left for the next batch.
    private mutating func add(_ line: [UInt8], to batch: inout Batch) throws -> Bool {
        guard batch.bytes.count + line.count + 1 <= Self.maximumBytes || batch.lines == 0 else {
            unread = line + [UInt8(ascii: "\n")] + unread
            return false
        }
        let isEvent = !line.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
        if isEvent, let fault = JSONFault(in: line) {
            throw CommandFailure(fault.text(about: LocalizedText(verbatim: "Line \(next)"))[.english])
        }
        batch.bytes += line + [UInt8(ascii: "\n")]
        batch.lines += 1
        batch.events += isEvent ? 1 : 0
        next += 1
        return true
    }

    /// Without its line break; nil at the end.
    private mutating func line() throws -> [UInt8]? {
        var searched = 0
        while true {
            if let end = unread[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                let line = Array(unread[..<end])
                unread.removeSubrange(...end)
                return line
            }
            guard !atEnd else {
                guard !unread.isEmpty else { return nil }
                defer { unread = [] }
                return unread
            }
            guard unread.count <= Self.maximumBytes else {
                throw CommandFailure("Line \(next) is larger than a batch may be: \(Self.maximumBytes) bytes.")
            }
            searched = unread.count
            guard let data = try file.read(upToCount: Self.portion), !data.isEmpty else {
                atEnd = true
                continue
            }
            unread += data
        }
    }
}
