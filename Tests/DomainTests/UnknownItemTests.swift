import Domain
import Testing

@Suite("Items of an event type expression that match no known type")
struct UnknownItemTests {
    private static let published = PublishedTypes(
        ["deploy:done", "deploy:begun", "size"].map { EventType(stored: $0) })

    @Test(
        "An item that matches a type of the catalog, or one that was published, is known",
        arguments: [
            "", "*", "bundle:finished", "bundle:*,lab:*", "bundle:compared", "ping", "deploy:done", "deploy:*",
            "*:begun",
            "s*", " size ",
        ])
    func known(expression: String) {
        #expect(EventTypeExpression(expression).unknownItems(besides: Self.published) == [])
    }

    @Test(
        "Any other is unknown, with what was probably meant",
        arguments: [
            ("deploy:failed", "deploy:failed", nil), ("bundle:*,deploy:doen", "deploy:doen", "deploy:done"),
            ("bundle:finish", "bundle:finish", "bundle:finished"), ("deploy-done", "deploy-done", "deploy:done"),
            ("bundle-*", "bundle-*", "bundle:*"), ("lab-snapshot-*", "lab-snapshot-*", "lab:snapshot-*"),
            ("*-begun", "*-begun", "*:begun"), ("release:*", "release:*", nil), ("bundle", "bundle", nil),
            ("a", "a", nil),
            ("x,x, x", "x", nil),
        ] as [(String, String, String?)])
    func unknown(expression: String, item: String, suggestion: String?) {
        #expect(
            EventTypeExpression(expression).unknownItems(besides: Self.published)
                == [UnknownItem(item: item, suggestion: suggestion)])
    }

    @Test("Nothing is unknown where not all published types are known")
    func incomplete() {
        let many = PublishedTypes((0..<PublishedTypes.maximum).map { EventType(stored: "a:\($0)") })
        #expect(EventTypeExpression("deploy:failed").unknownItems(besides: many) == [])
    }

    @Test("The longest expression is looked up quickly among the most types")
    func quick() {
        let most = PublishedTypes((1..<PublishedTypes.maximum).map { EventType(stored: "a:\($0)") })
        let items = (0..<200).map { "b\(100 + $0)" }
        let longest = items.joined(separator: ",")
        let took = ContinuousClock().measure {
            #expect(EventTypeExpression(longest).unknownItems(besides: most).count == 200)
        }
        #expect(took < .seconds(5))
    }
}
