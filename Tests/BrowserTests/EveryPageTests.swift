import StoreSupport
import Testing

/// The journeys that look at every page there is, one after the other. They take as long as all others together
/// (`JourneyTests`), and run beside them: a browser with its server keeps one core busy.
@Suite(
    "Every page, in a browser", .serialized,
    .enabled(if: BrowserEnvironment.isWanted, "PERFSEE_SKIP_BROWSER=1: the browser tests are not run"),
    .enabled(if: !TestedStore.isPostgres, "pages are built the same on every store"))
struct EveryPageTests {
    @Test("Every page in every state conforms to WCAG 2.2 AA in both schemes, works by keyboard, and is lightweight")
    func everyPage() async throws {
        try await Journey("every_page").run()
    }

    @Test("On a phone nothing is wider than the screen")
    func phone() async throws {
        try await Journey("phone").run()
    }

    @Test("In Chinese none of the pages' own text is left in English")
    func chinese() async throws {
        try await Journey("chinese").run()
    }
}
