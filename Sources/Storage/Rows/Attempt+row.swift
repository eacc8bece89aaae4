import Domain
import Foundation

extension Attempt {
    package init(row: some StoredRow) throws {
        let status: Int? = try row["status"]
        let body: Data? = try row["response_body"]
        let response = try status.map { status in
            try Response(
                status: status, headers: HeaderLines.headers(row["response_headers"] ?? ""),
                body: body.map { Array($0) } ?? [], isTruncated: row["is_truncated"] ?? false)
        }
        let reason = try (row["reason"] as String?).flatMap(FailureReason.init)
        let url: String = try row["url"]
        let messages = try AttemptMessages.messages(row["messages"], detail: row["detail"], reason: reason, url: url)
        try self.init(
            number: row["number"], startTime: Timestamp(milliseconds: row["start_time"]),
            endTime: Timestamp(milliseconds: row["end_time"]),
            reason: reason, messages: messages,
            request: Request(url: url, headers: HeaderLines.headers(row["request_headers"])),
            response: response,
            timings: Timings(row: row))
    }
}

extension Attempt.Timings {
    fileprivate init(row: some StoredRow) throws {
        func duration(_ column: String) throws -> Duration? {
            try (row[column] as Double?).map(Duration.init(fractionalMilliseconds:))
        }
        try self.init(
            dns: duration("dns"), connect: duration("connect"), tls: duration("tls"), firstByte: duration("first_byte"),
            total: Duration(fractionalMilliseconds: row["total"]))
    }
}
