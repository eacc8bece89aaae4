import Localization
import Testing

@Suite("A change relative to what there was")
struct RelativeChangeTests {
    @Test(
        "It is a percentage up to +1,000%, and a factor beyond",
        arguments: [
            (147_500, 150_600, "+2.1%"), (10, 5, "−50.0%"), (10, 0, "−100.0%"), (100, 1_100, "+1000.0%"),
            (100, 1_101, "×11.0"), (100, 1_250, "×12.5"), (10, 9_994, "×999"), (100, 498_735, "×4,987"),
            (1, .max, "×1,000,000,000,000,000"),
        ])
    func text(before: Int, after: Int, text: String) {
        #expect(RelativeChange.text(from: before, to: after, minus: "−") == text)
    }

    @Test("There is none if nothing changed, or if there was nothing before", arguments: [(7, 7), (0, 7), (0, 0)])
    func none(before: Int, after: Int) {
        #expect(RelativeChange.text(from: before, to: after, minus: "-") == nil)
    }
}
