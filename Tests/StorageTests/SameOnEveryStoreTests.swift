import StoreSupport
import Testing

@Suite("Tests that do not use the tests' store")
struct SameOnEveryStoreTests {
    @Suite("Marked", .sameOnEveryStore)
    struct Marked {
        @Test("A test of a marked suite that opens a store fails")
        func opens() async {
            await withKnownIssue {
                try await TestedStore.with { _ in }
            }
        }
    }

    @Test("Any other test opens one")
    func opens() async throws {
        try await TestedStore.with { _ in }
    }
}
