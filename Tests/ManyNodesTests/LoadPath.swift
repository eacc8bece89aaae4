import Foundation
import NIOCore

/// A webhook of these tests, and which events it receives.
enum LoadPath: String, CaseIterable {
    /// Every event.
    case plain = "/plain"
    /// One event in forty, with few concurrent exchanges that take a moment.
    case capped = "/capped"
    /// One event in eighty, with a rate limit.
    case paced = "/paced"

    static let plainConcurrency = 64
    static let cappedConcurrency = 4
    static let rate = 40
    /// How long an answer takes.
    static let pauses = [plain.rawValue: TimeAmount.milliseconds(3), capped.rawValue: .milliseconds(15)]

    var eventType: String { self == .plain ? "load:*" : "load" + rawValue.replacing("/", with: ":") }

    static func eventType(of event: Int) -> String {
        event % 40 == 0 ? "load:capped" : event % 80 == 1 ? "load:paced" : "load:plain"
    }

    func hears(of event: Int) -> Bool {
        self == .plain || Self.eventType(of: event) == eventType
    }
}
