import StoreSupport
import Testing

/// One at a time: a browser needs a lot of memory. The journeys through every page run beside them (`EveryPageTests`).
@Suite(
    "The pages in a browser", .serialized,
    .enabled(if: BrowserEnvironment.isWanted, "PERFSEE_SKIP_BROWSER=1: the browser tests are not run"))
struct JourneyTests {
    @Test("The link of the first start creates the administrator's account, which can sign in and out")
    func signIn() async throws {
        try await Journey("sign_in").run()
    }

    @Test("On a first day a webhook is created, pinged, breaks, is fixed and replayed, and a reader is kept out")
    func firstDay() async throws {
        try await Journey("first_day").run()
    }

    @Test("Without scripts a webhook is created, pinged, fails, is fixed and replayed, and a build becomes a report")
    func withoutScript() async throws {
        try await Journey("without_script").run()
    }

    @Test(
        "The treemap is searched, zoomed by keyboard and by click, and read as a table without scripts",
        .enabled(if: !TestedStore.isPostgres, "a treemap is the same on every store"))
    func treemap() async throws {
        try await Journey("treemap").run()
    }

    @Test(
        "A reviewer reads the verdict, follows a cause to its import, finds what it would save, and compares builds",
        .enabled(if: !TestedStore.isPostgres, "a report is the same on every store"))
    func reviewer() async throws {
        try await Journey("reviewer").run()
    }

    @Test("Markup in every field that a user or a receiver can set is shown as text")
    func markup() async throws {
        try await Journey("markup").run()
    }

    @Test("With more open tabs than a browser has connections every page still loads, and every tab stays up to date")
    func manyTabs() async throws {
        try await Journey("many_tabs").run()
    }

    @Test("A live page closes nothing, keeps focus and selection, and fetches nothing without need")
    func reading() async throws {
        try await Journey("reading").run()
    }

    @Test("Copying works without TLS and is announced, and secrets and notices are shown once")
    func copying() async throws {
        try await Journey("copying").run()
    }

    @Test(
        "Every form without its key is refused and changes nothing",
        .enabled(if: !TestedStore.isPostgres, "a form's key is checked before the store is asked"))
    func forgedForms() async throws {
        try await Journey("forged_forms").run()
    }

    @Test(
        "The documentation's pictures are taken",
        .enabled(if: BrowserEnvironment.takesPictures, "make pictures: they are taken when they are asked for"))
    func pictures() async throws {
        try await Journey("pictures").run()
    }
}
