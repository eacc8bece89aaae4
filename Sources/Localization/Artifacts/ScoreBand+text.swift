package import Domain

extension ScoreBand: Message {
    package var text: LocalizedText {
        switch self {
        case .good: LocalizedText(en: "good", zh: "良好")
        case .fair: LocalizedText(en: "fair", zh: "一般")
        case .poor: LocalizedText(en: "poor", zh: "较差")
        }
    }
}
