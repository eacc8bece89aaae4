import Localization

/// A recorded message on a page; marked as English if it is shown as it was recorded.
struct RecordedView: Sendable {
    var lead: String?
    var parts: [SentenceView.Part]
    var isForeign: Bool

    init(_ recorded: RecordedText) {
        lead = recorded.lead
        parts = SentenceView(recorded.text).parts
        isForeign = recorded.lead != nil
    }
}
