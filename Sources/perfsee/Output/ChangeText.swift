import BundleAnalysis
import Localization

/// What changed from one build to another as text: for each entry point how much, and why.
struct ChangeText {
    let diff: BuildDiff

    init(_ diff: BuildDiff) { self.diff = diff }

    func show() {
        for entryPoint in diff.entryPoints where entryPoint.isChanged {
            for line in entryPoint.lines { Terminal.print(line.en.plain) }
        }
        let unchanged = diff.entryPoints.count { !$0.isChanged }
        guard unchanged > 0 else { return }
        let count = unchanged == diff.entryPoints.count ? "Nothing" : "Nothing else"
        Terminal.print("\(count) changed in what is loaded initially.")
    }
}

extension EntryPointDiff {
    /// Whether what it loads initially, or where that is, has changed.
    fileprivate var isChanged: Bool { initialChange.change != .zero || initialChange.moved.modules > 0 }
}
