/// A library that has a better alternative.
package enum LibraryAdvice: String, Hashable, Sendable, CaseIterable {
    case moment, process, lodash

    /// Where to read about the alternative.
    var link: String {
        switch self {
        case .moment: "https://day.js.org"
        case .process: "https://github.com/defunctzombie/node-process"
        case .lodash:
            "https://developers.google.com/web/fundamentals/performance/optimizing-javascript/tree-shaking"
        }
    }
}
