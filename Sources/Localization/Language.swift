/// The languages that Perfsee speaks.
package enum Language: String, Sendable, CaseIterable {
    case english = "en"
    case chinese = "zh-Hans"

    /// The language's own name for itself.
    package var name: String {
        switch self {
        case .english: "English"
        case .chinese: "简体中文"
        }
    }
}
