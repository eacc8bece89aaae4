package import Testing

/// For tests that do not use the store that tests are run on, and so would do the same twice.
///
/// A test that has this trait and opens that store is failed by `SameOnEveryStore.check`, so that none is left out by mistake.
package enum SameOnEveryStore {
    fileprivate static let comment: Comment = "it does not use the tests' store, and was run on SQLite"

    /// Records an issue if the current test should not use a store.
    package static func check() {
        guard let test = Test.current, test.traits.contains(where: { $0.comments.contains(comment) }) else { return }
        Issue.record("\(test.name) uses a store: it is to run on each of them.")
    }
}

extension Trait where Self == ConditionTrait {
    /// See `SameOnEveryStore`.
    package static var sameOnEveryStore: Self { .enabled(if: !TestedStore.isPostgres, SameOnEveryStore.comment) }
}
