import Synchronization

/// The answers to the latest questions. They never go out of date: a new analysis stores its files under other keys.
final class InspectionAnswers: Sendable {
    /// How many bytes of answers are kept.
    static let limit = 32 << 20
    /// A larger one is not kept.
    static let largest = 8 << 20

    private struct State {
        var answers: [InspectionQuestion: [UInt8]] = [:]
        /// The questions, the one that was asked longest ago first.
        var order: [InspectionQuestion] = []
        var bytes = 0
    }

    private let state = Mutex(State())

    subscript(question: InspectionQuestion) -> [UInt8]? {
        state.withLock { state in
            guard let answer = state.answers[question], let place = state.order.firstIndex(of: question) else {
                return nil
            }
            state.order.append(state.order.remove(at: place))
            return answer
        }
    }

    func keep(_ answer: [UInt8], for question: InspectionQuestion) {
        guard answer.count <= Self.largest else { return }
        state.withLock { state in
            guard state.answers.updateValue(answer, forKey: question) == nil else { return }
            state.order.append(question)
            state.bytes += Self.weight(answer, question)
            while state.bytes > Self.limit {
                let oldest = state.order.removeFirst()
                state.bytes -= state.answers.removeValue(forKey: oldest).map { Self.weight($0, oldest) } ?? 0
            }
        }
    }

    /// With what keeping it costs besides.
    private static func weight(_ answer: [UInt8], _ question: InspectionQuestion) -> Int {
        answer.count + question.size + 256
    }
}
