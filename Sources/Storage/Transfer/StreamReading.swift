import Foundation

/// Errors and helpers for reading a stream.
enum StreamReading {
    static let cutOff = TransferError("The export is cut off: its last lines are missing.")

    static func unexpected(_ line: Int) -> TransferError {
        TransferError("Line \(line) of the export is not what has to be there.")
    }

    /// Nil if the line is not of that kind.
    static func line<Line: Decodable>(_ bytes: ArraySlice<UInt8>, as type: Line.Type) -> Line? {
        guard bytes.first == UInt8(ascii: "{") else { return nil }
        return try? JSONDecoder().decode(type, from: Data(bytes))
    }
}

extension TransferHeader {
    /// Reads the first line. Throws `TransferError` if the stream is not an export, or has a newer format.
    package init(from source: LineSource) throws {
        /// The fields that every version of the format has.
        struct Beginning: Decodable {
            let format: String
            let version: Int
        }
        guard let line = try source.next(), let beginning = StreamReading.line(line, as: Beginning.self),
            beginning.format == Self.format
        else {
            throw TransferError("This is no export of Perfsee: the first line does not say so.")
        }
        guard beginning.version <= Self.newest, let header = StreamReading.line(line, as: TransferHeader.self) else {
            throw TransferError(
                """
                The export is of version \(beginning.version) of the format; this Perfsee reads up to \
                \(Self.newest). Import it with the version that it was exported with, or a newer one.
                """)
        }
        guard header.project == nil || header.number != nil && header.range(.projects) == header.number.map({ $0...$0 })
        else { throw StreamReading.unexpected(source.number) }
        guard header.days.allSatisfy(TransferHeader.daysTaken.contains) else {
            throw TransferError("The export tells of days that are none.")
        }
        self = header
    }
}
