import Localization
import Storage

extension Problem {
    init(_ error: StoreError) {
        switch error {
        case .notFound:
            self = .notFound(.target)
        case .conflict(let conflict):
            self = .conflict(.conflict(conflict))
            faults = [conflict.fault].compactMap(\.self)
        case .refused(let refusal):
            self = .invalid([refusal.fault])
        case .limit(let limit):
            self = .conflict(.limit(limit))
        case .quota(let breach):
            self = Problem(breach)
        case .busy:
            self = .busy
        case .unknownOutcome:
            self = .unavailable
        }
    }
}
