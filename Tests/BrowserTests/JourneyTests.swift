import Testing

/// One at a time: a browser is hungry.
@Suite(
    "The pages, in a browser", .serialized,
    .enabled(if: BrowserEnvironment.isWanted, "PERFSEE_SKIP_BROWSER=1: the browser tests are not run"))
struct JourneyTests {
    @Test("The link of the first start makes the administrator's account, who can sign in and out")
    func signIn() async throws {
        try await Journey("sign_in").run()
    }
}
