import Domain
import PostgresClient
import Storage

/// Attempts and the new states of their deliveries, column by column, on their way into the database.
struct RecordedRows {
    private var transitions = Transitions()
    private var attempts = Attempts()

    private struct Transitions {
        var places = PostgresColumn<Int>()
        var leases = PostgresColumn<Int64>()
        var states = PostgresColumn<Int16>()
        var due = PostgresColumn<Int64>()
        var onlyPings = PostgresColumn<Bool>()
        var onlyHeard = PostgresColumn<Bool>()
        var times = PostgresColumn<Int64>()
        var steps = PostgresColumn<Int>()
    }

    private struct Attempts {
        var deliveries = PostgresColumn<DeliveryID>()
        var numbers = PostgresColumn<Int>()
        var starts = PostgresColumn<Int64>()
        var ends = PostgresColumn<Int64>()
        var reasons = PostgresColumn<String>()
        var messages = PostgresColumn<String>()
        var urls = PostgresColumn<String>()
        var requestHeaders = PostgresColumn<String>()
        var statuses = PostgresColumn<Int>()
        var responseHeaders = PostgresColumn<String>()
        var bodies = PostgresColumn<[UInt8]>()
        var truncated = PostgresColumn<Bool>()
        var dns = PostgresColumn<Double>()
        var connect = PostgresColumn<Double>()
        var tls = PostgresColumn<Double>()
        var firstByte = PostgresColumn<Double>()
        var total = PostgresColumn<Double>()
    }

    mutating func append(
        _ result: AttemptResult, _ texts: RecordedTexts, _ transition: DeliveryTransition, at now: Timestamp,
        place: Int
    ) {
        transitions.places.append(place)
        transitions.leases.append(result.lease.token)
        transitions.states.append(Int16(transition.state.rawValue))
        transitions.due.append(transition.due?.milliseconds)
        transitions.onlyPings.append(transition.onlyPings)
        transitions.onlyHeard.append(transition.onlyHeard)
        transitions.times.append(now.milliseconds)
        transitions.steps.append(transition.steps)
        append(result.attempt, of: result.lease.delivery, texts)
        append(result.attempt.timings)
    }

    private mutating func append(_ attempt: Attempt, of delivery: DeliveryID, _ texts: RecordedTexts) {
        attempts.deliveries.append(delivery)
        attempts.numbers.append(attempt.number)
        attempts.starts.append(attempt.startTime.milliseconds)
        attempts.ends.append(attempt.endTime.milliseconds)
        attempts.reasons.append(attempt.reason?.rawValue)
        attempts.messages.append(texts.messages.map(PostgresText.storable))
        attempts.urls.append(PostgresText.storable(attempt.request.url))
        attempts.requestHeaders.append(PostgresText.storable(texts.request))
        attempts.statuses.append(attempt.response?.status)
        attempts.responseHeaders.append(texts.response.map(PostgresText.storable))
        attempts.bodies.append(attempt.response?.body)
        attempts.truncated.append(attempt.response?.isTruncated)
    }

    private mutating func append(_ timings: Attempt.Timings) {
        attempts.dns.append(timings.dns?.fractionalMilliseconds)
        attempts.connect.append(timings.connect?.fractionalMilliseconds)
        attempts.tls.append(timings.tls?.fractionalMilliseconds)
        attempts.firstByte.append(timings.firstByte?.fractionalMilliseconds)
        attempts.total.append(timings.total.fractionalMilliseconds)
    }

    /// Moves the deliveries to their next states. Returns the indices of those whose lease held, each with whether the
    /// delivery was skipped.
    func transition(_ session: PostgresSession) throws -> [Int: Bool] {
        guard transitions.places.count > 0 else { return [:] }
        let rows = try session.query(
            Self.transition, attempts.deliveries, transitions.leases, transitions.states, attempts.numbers,
            transitions.due, transitions.onlyPings, transitions.onlyHeard, transitions.times, transitions.places,
            transitions.steps)
        return Dictionary(uniqueKeysWithValues: try rows.map { (try $0.read(0, as: Int.self), try $0[1]) })
    }

    /// Writes the attempts of those deliveries.
    func insert(into pipeline: inout PostgresPipeline) throws {
        guard transitions.places.count > 0 else { return }
        try pipeline.add(
            Self.insert, attempts.deliveries, attempts.numbers, attempts.starts, attempts.ends, attempts.reasons,
            attempts.messages, attempts.urls, attempts.requestHeaders, attempts.statuses, attempts.responseHeaders,
            attempts.bodies, attempts.truncated, attempts.dns, attempts.connect, attempts.tls, attempts.firstByte,
            attempts.total)
    }

    /// A leased delivery is being sent: if the state were a condition as well, the server might choose to read all
    /// leased rows instead of going by the key.
    static let transition = """
        UPDATE deliveries SET
            state = CASE WHEN \(isSkipped) THEN \(Delivery.State.skipped.sql) ELSE new.state END,
            due_at = CASE WHEN \(isSkipped) THEN NULL ELSE new.due_at END,
            attempt_count = new.attempt_count, place = deliveries.place + new.steps, lease = NULL,
            lease_until = NULL, by_hand = NULL, updated_at = new.time
        FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            AS new (id, lease, state, attempt_count, due_at, only_pings, only_heard, time, place, steps)
        WHERE deliveries.id = new.id AND deliveries.lease = new.lease
        RETURNING new.place, deliveries.state = \(Delivery.State.skipped.sql)
        """

    private static let isSkipped =
        "new.only_pings AND event_type <> \(EventType.pingSQL) OR new.only_heard AND NOT \(PostgresStore.isHeard)"

    static let insert = """
        INSERT INTO attempts (delivery, number, start_time, end_time, reason, messages, url, request_headers, status,
            response_headers, response_body, is_truncated, dns, connect, tls, first_byte, total)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
        """
}

/// Texts from receivers' responses.
enum PostgresText {
    /// PostgreSQL cannot store a zero byte in a text.
    static func storable(_ text: String) -> String {
        guard text.utf8.contains(0) else { return text }
        return String(text.unicodeScalars.map { $0 == "\0" ? "\u{FFFD}" : Character($0) })
    }
}
