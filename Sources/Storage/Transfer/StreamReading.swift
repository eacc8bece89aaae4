import Foundation

/// Helpers for reading a stream.
enum StreamReading {
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
            throw TransferError.notAnExport
        }
        guard beginning.version <= Self.newest, let header = StreamReading.line(line, as: TransferHeader.self) else {
            throw TransferError.newerFormat(version: beginning.version, newest: Self.newest)
        }
        guard header.project == nil || header.number != nil && header.range(.projects) == header.number.map({ $0...$0 })
        else { throw TransferError.unexpectedLine(line: source.number) }
        guard header.days.allSatisfy(TransferHeader.daysTaken.contains) else {
            throw TransferError.invalidDays
        }
        self = header
    }
}
