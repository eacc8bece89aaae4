/// The rules for every incoming text.
struct TextRule: Sendable {
    enum Control: Sendable {
        case refused
        /// Tabs and line breaks are allowed: descriptions have them.
        case layoutTaken
    }

    /// Counts Unicode scalars.
    var length: ClosedRange<Int>
    var control = Control.refused

    /// What is wrong with `text`; nil if nothing is.
    func fault(in text: String) -> String? {
        let count = text.unicodeScalars.count
        guard length.contains(count) else {
            return count == 0 ? "must not be empty" : "must have \(size) characters; it has \(count)"
        }
        guard !text.unicodeScalars.contains(where: isRefused) else { return "holds a control character" }
        return nil
    }

    private var size: String {
        length.lowerBound <= 1 ? "at most \(length.upperBound)" : "\(length.lowerBound) to \(length.upperBound)"
    }

    private func isRefused(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.properties.generalCategory == .control else { return false }
        return control == .refused || !"\t\n\r".unicodeScalars.contains(scalar)
    }
}
