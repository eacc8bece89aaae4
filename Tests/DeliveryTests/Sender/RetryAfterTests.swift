import Domain
import Testing

@testable import Delivery

@Suite("Retry-After")
struct RetryAfterTests {
    /// 1994-11-06T08:49:00Z
    private let now = Timestamp(milliseconds: 784_111_740_000)

    @Test(
        "Seconds and the three date formats are parsed",
        arguments: [
            ("37", 37), (" 37 ", 37), ("Sun, 06 Nov 1994 08:49:37 GMT", 37), ("Sunday, 06-Nov-94 08:49:37 GMT", 37),
            ("Sun Nov  6 08:49:37 1994", 37),
        ] as [(String, Int64)])
    func forms(_ text: String, _ seconds: Int64) {
        #expect(RetryAfter.parse(text, now: now) == now + .seconds(seconds))
    }

    @Test(
        "Fractions of a second are understood, and rounded up to milliseconds",
        arguments: [("1.5", 1_500), ("0.25", 250), ("0.0001", 1), ("1.00000000000000000001", 1_000)]
            as [(String, Int64)])
    func fractions(_ text: String, _ milliseconds: Int64) {
        #expect(RetryAfter.parse(text, now: now) == now + .milliseconds(milliseconds))
    }

    @Test(
        "A past, negative, or malformed value is ignored",
        arguments: [
            "0", "-5", "1.", ".5", "1.5.5", "1,5", "1.x", "0.0", "", "soon", "Sun, 06 Nov 1994 08:48:59 GMT",
            "Sun, 32 Nov 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 25:49:37 GMT", "Sun, 06 Nov 1994 08:49 GMT", "Sun, 06 Nov 1994 08:49:37 CET",
        ])
    func ignored(_ text: String) {
        #expect(RetryAfter.parse(text, now: now) == nil)
    }

    @Test("A huge number is far in the future and does not crash")
    func huge() throws {
        #expect(try #require(RetryAfter.parse(String(repeating: "9", count: 40), now: now)) > now)
    }

    @Test("The header is found in a response, ignoring case")
    func header() {
        let response = Attempt.Response(
            status: 429, headers: [.init(name: "retry-AFTER", value: "5")], body: [], isTruncated: false)
        #expect(response.retryAfter(now: now) == now + .seconds(5))
    }
}
