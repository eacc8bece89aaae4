/// One HTTP exchange of a delivery: when it took place, how long it took, and the response or why there was none.
package struct Attempt: Hashable, Sendable {
    /// How long each step took; nil if the step did not happen (a reused connection has no `dns`).
    package struct Timings: Hashable, Sendable {
        package var dns: Duration?
        package var connect: Duration?
        package var tls: Duration?
        package var firstByte: Duration?
        package var total: Duration

        package init(
            dns: Duration? = nil, connect: Duration? = nil, tls: Duration? = nil, firstByte: Duration? = nil,
            total: Duration
        ) {
            self.dns = dns
            self.connect = connect
            self.tls = tls
            self.firstByte = firstByte
            self.total = total
        }
    }

    package struct Header: Hashable, Sendable {
        package var name: String
        package var value: String

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// What was sent. Values of custom headers are masked; the body is the event's.
    package struct Request: Hashable, Sendable {
        package var url: String
        package var headers: [Header]

        package init(url: String, headers: [Header]) {
            self.url = url
            self.headers = headers
        }
    }

    /// The response, as far as the log keeps it.
    package struct Response: Hashable, Sendable {
        package var status: Int
        package var headers: [Header]
        /// At most 16 KiB, after gzip or deflate decoding.
        package var body: [UInt8]
        /// Whether there was more than `body` holds.
        package var isTruncated: Bool

        package init(status: Int, headers: [Header], body: [UInt8], isTruncated: Bool) {
            self.status = status
            self.headers = headers
            self.body = body
            self.isTruncated = isTruncated
        }
    }

    /// Numbered from 1 over the whole life of the delivery, including redeliveries.
    package var number: Int
    package var startTime: Timestamp
    package var endTime: Timestamp
    /// Nil if the attempt succeeded.
    package var reason: FailureReason?
    /// Why it failed, then anything remarkable, such as a request that was sent twice; empty after most successes.
    package var messages: [AttemptMessage]
    package var request: Request
    package var response: Response?
    package var timings: Timings

    package var isSuccess: Bool { reason == nil }

    package init(
        number: Int, startTime: Timestamp, endTime: Timestamp, reason: FailureReason?, messages: [AttemptMessage],
        request: Request, response: Response?, timings: Timings
    ) {
        self.number = number
        self.startTime = startTime
        self.endTime = endTime
        self.reason = reason
        self.messages = messages
        self.request = request
        self.response = response
        self.timings = timings
    }
}
