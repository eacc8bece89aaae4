import Domain
import Localization

extension GuessRefusal {
    func sentence(at now: Timestamp, _ strings: Strings) -> String {
        switch self {
        case .tooOften: strings.counted("guessed-often", wait(at: now).wholeMinutes)
        case .crowded: strings(Problem.crowded.detail)
        }
    }
}
