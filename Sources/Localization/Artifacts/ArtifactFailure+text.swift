extension ArtifactFailure: Message {
    package var text: LocalizedText {
        switch self {
        case .build(let problem): problem.text
        case .analysis(let problem): problem.text
        }
    }
}
