import Domain

extension EventTypeExpression {
    /// The items as patterns for `LIKE ANY`.
    var patterns: [String] {
        itemTexts.map { item in
            var pattern = ""
            for character in item.unicodeScalars {
                switch character {
                case "*": pattern += "%"
                case "%", "_", "\\": pattern += "\\\(character)"
                default: pattern.unicodeScalars.append(character)
                }
            }
            return pattern
        }
    }
}
