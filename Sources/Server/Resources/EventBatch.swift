import Domain
import HTTPTypes
import JSONLexing
import Localization

/// The events of a batch as they were sent: NDJSON, a JSON object a line. Empty lines are skipped.
package struct EventBatch {
    /// The most events of a batch.
    package static let maximumEvents = 1_000

    struct Line {
        /// Counted from 1, empty lines included.
        var number: Int
        var bytes: [UInt8]
        var type: EventType
        var payload: ArraySlice<UInt8>
        var key: String?
    }

    let lines: [Line]

    /// Throws a 400 if a line is not JSON, a 413 if one is longer than an event may be, and a 422 that names every field
    /// at fault with its line.
    ///
    /// - Parameter limit: of each line, in bytes.
    init(_ bytes: [UInt8], limit: Int) throws(Problem) {
        var lines: [Line] = []
        var faults: [FieldFault] = []
        var count = 0
        var keys: [[UInt8]: Int] = [:]
        for (index, text) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated()
        where !text.allSatisfy(Self.isSpace) {
            let number = index + 1
            count += 1
            guard count <= Self.maximumEvents else {
                throw Problem(.unprocessableContent, .request(.tooManyEvents(limit: Self.maximumEvents)))
            }
            guard text.count <= limit else {
                throw Problem(.contentTooLarge, .request(.lineTooLong(number, limit: limit)))
            }
            let line = Array(text)
            let form = try Self.form(line, number)
            faults += form.faults.map { FieldFault(field: "\(number).\($0.field)", reason: $0.reason) }
            guard let type = form[EventFields.eventType], let payload = form[EventFields.payload] else { continue }
            let key = form[EventFields.idempotencyKey]
            if let key, let first = keys.updateValue(number, forKey: Array(key.utf8)) {
                faults.append(
                    FieldFault(
                        field: "\(number).\(EventFields.idempotencyKey.name)",
                        reason: .idempotencyKey(.repeated(line: first))))
            }
            lines.append(Line(number: number, bytes: line, type: type, payload: payload, key: key))
        }
        guard faults.isEmpty else { throw .invalid(Array(faults.prefix(Form.maximumFaults))) }
        guard !lines.isEmpty else { throw Problem(.unprocessableContent, .request(.noEvents)) }
        self.lines = lines
    }

    private static func form(_ text: [UInt8], _ line: Int) throws(Problem) -> Form {
        let document: JSONDocument
        do throws(JSONFault) {
            document = try JSONDocument(scanning: text, recordingTo: 1)
        } catch {
            throw Problem(.badRequest, .request(.lineNotJSON(line, error)))
        }
        guard document.root.kind == .object else {
            throw Problem(.unprocessableContent, .request(.lineNotAnObject(line)))
        }
        return try Form(document.root, EventFields.ofBatch)
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }
}
