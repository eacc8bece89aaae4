/// A message as it was recorded: in English, which the API and events show, and as a code with values, from which it
/// can be shown in any language.
package struct RecordedMessage: Hashable, Sendable {
    package var english: String
    /// JSON, `{"code":{"value":…}}`; nil if it was recorded by a version that kept only the English text.
    package var coded: String?

    package init(english: String, coded: String? = nil) {
        self.english = english
        self.coded = coded
    }
}
