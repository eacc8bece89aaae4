package import ContinuousIntegration

/// A history with two branches, of which `main` is checked out:
///
///     a --- b --- c      main
///      \
///       f --- g          feature
package struct BranchedHistory {
    package let history: GitHistory
    package let a, b, c, f, g: CommitHash

    package init() throws {
        history = try GitHistory()
        a = try history.commit("a")
        try history.git("checkout", "-q", "-b", "feature")
        f = try history.commit("f")
        g = try history.commit("g")
        try history.git("checkout", "-q", "main")
        b = try history.commit("b")
        c = try history.commit("c")
    }
}
