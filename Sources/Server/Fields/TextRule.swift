import Localization

/// The rules for every incoming text.
struct TextRule: Sendable {
    enum Control: Sendable {
        case refused
        /// Tabs and line breaks are allowed: descriptions have them.
        case layoutTaken
        /// The field's own check refuses them, and says more.
        case leftToCheck
    }

    /// Counts Unicode scalars.
    var length: ClosedRange<Int>
    var control = Control.refused

    /// What is wrong with `text`; nil if nothing is.
    func fault(in text: String) -> TextFault? {
        let count = text.unicodeScalars.count
        guard length.contains(count) else {
            guard count > 0 else { return .empty }
            return length.lowerBound <= 1
                ? .tooLong(limit: length.upperBound, count: count)
                : .wrongLength(lowest: length.lowerBound, highest: length.upperBound, count: count)
        }
        return text.unicodeScalars.contains(where: isRefused) ? .controlCharacter : nil
    }

    private func isRefused(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.properties.generalCategory == .control else { return false }
        return switch control {
        case .refused: true
        case .layoutTaken: !"\t\n\r".unicodeScalars.contains(scalar)
        case .leftToCheck: false
        }
    }
}
