import Domain
import Testing

@Suite("Event types and expressions")
struct EventTypeExpressionTests {
    @Test(
        "An expression matches",
        arguments: [
            ("*", "bundle:finished"), ("bundle:*,lab:*", "lab:snapshot-completed"),
            ("bundle:finished", "bundle:finished"),
            (" bundle:* , lab:* ", "lab:a"), ("\tlab:*", "lab:a"), ("*:finished", "source:finished"),
            ("b*e:*d", "bundle:finished"), ("**", "a"), ("a*", "a"), ("*a", "a"), ("a.b", "a.b"), (",,a,", "a"),
            ("*ab", "aab"), ("*a*b*", "xaxbx"), ("a*a", "aa"),
        ])
    func matches(expression: String, type: String) throws {
        #expect(EventTypeExpression(expression).matches(try #require(EventType(type))))
    }

    @Test(
        "An expression does not match",
        arguments: [
            ("", "a"), (" , ,", "a"), ("bundle", "bundle:finished"), ("bundle:*", "bundle-finished"), ("a.b", "axb"),
            (".*", "a"), ("a|b", "a"), ("[a-z]", "a"), ("a+", "aa"), ("^a$", "a"), ("(a)", "a"), ("a?", "a"),
            ("\\w", "a"), ("a*a", "a"), ("A", "a"), ("bundle: *", "bundle:x"), ("*ab", "aba"),
        ])
    func doesNotMatch(expression: String, type: String) throws {
        #expect(!EventTypeExpression(expression).matches(try #require(EventType(type))))
    }

    @Test(
        "An item that can never match is found, with the reason",
        arguments: [
            ("bundle:*, Lab:*", "Lab:*", .upperCase), ("É", "É", .upperCase), ("a:b;c:d", "a:b;c:d", .character(";")),
            ("a:b c:d", "a:b c:d", .space), ("a\tb", "a\tb", .space), ("a,b|c", "b|c", .character("|")),
            ("é", "é", .character("é")), ("a::b", "a::b", .emptyPart), (":a", ":a", .emptyPart),
            ("*:", "*:", .emptyPart),
            ("lab:*,bundle-finished", "bundle-finished", .headerForm(of: .bundleFinished)),
            ("bundle:budget:exceeded", "bundle:budget:exceeded", .headerForm(of: .bundleBudgetExceeded)),
        ] as [(String, String, UnmatchableItem.Reason)])
    func unmatchable(expression: String, item: String, reason: UnmatchableItem.Reason) {
        #expect(EventTypeExpression(expression).unmatchable == UnmatchableItem(item: item, reason: reason))
    }

    @Test("An item that is longer than any event type can never match, stars aside")
    func tooLong() {
        let longest = String(repeating: "a", count: EventType.maximumLength)
        #expect(EventTypeExpression("*\(longest)*").unmatchable == nil)
        #expect(EventTypeExpression("\(longest)a").unmatchable?.reason == .tooLong(limit: EventType.maximumLength))
    }

    @Test(
        "Any other item may match",
        arguments: [
            "", " , ,", "*", "bundle:*, lab:*", "a.b-c_d:9", "**", "*a*:*", "bundle*", "bundle-*", "bundle-finishe",
            "ping",
        ])
    func matchable(expression: String) {
        #expect(EventTypeExpression(expression).unmatchable == nil)
    }

    @Test("The longest expression of stars is fast on the longest type")
    func quick() throws {
        let type = try #require(EventType(String(repeating: "a", count: EventType.maximumLength)))
        let stars = String(repeating: "*a", count: 63) + "*b"
        let clock = ContinuousClock()
        let took = clock.measure {
            for _ in 0..<1_000 { #expect(!EventTypeExpression(stars).matches(type)) }
        }
        #expect(took < .seconds(5))
    }

    @Test(
        "An event type is well-formed",
        arguments: ["a", "ping", "bundle:finished", "a.b:c_d:e-f:0", String(repeating: "a", count: 128)])
    func wellFormed(text: String) {
        #expect(EventType(text)?.text == text)
    }

    @Test(
        "An event type is refused",
        arguments: [
            "", ":", "a:", ":a", "a::b", "A", "a b", "a\n", "ä", "a*", "a,b", "a/b", "a\u{0}",
            String(repeating: "a", count: 129),
        ])
    func malformed(text: String) {
        #expect(EventType(text) == nil)
    }

    @Test("The header form writes each colon as a hyphen")
    func header() {
        #expect(EventType.bundleFinished.header == "bundle-finished")
        #expect(EventType(stored: "a:b:c-d").header == "a-b-c-d")
    }
}
