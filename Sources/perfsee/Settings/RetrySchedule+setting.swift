import Domain
import Localization

extension RetrySchedule {
    /// Seconds, separated by commas, or `none` for a single attempt; by the rules for a webhook's own schedule.
    init(_ found: SettingSources.Found<[String]>) throws {
        // A flag is one text, a variable or a list of the file is several.
        let items = found.value.flatMap { $0.split(separator: ",", omittingEmptySubsequences: false) }
        guard items != ["none"] else {
            self.init(stored: [])
            return
        }
        let range = Self.waitRange.wholeSeconds
        let waits = try items.map { item in
            let text = String(item).trimmed
            guard let seconds = Int(text) else {
                throw CommandFailure(
                    "\(found.source) must be whole seconds, such as 5,300,1800, or none; `\(text)` is not a whole number."
                )
            }
            guard range.contains(seconds) else {
                let fault = ScheduleFault.wait(lowest: range.lowerBound, highest: range.upperBound)
                throw CommandFailure("\(found.source): each wait \(fault.text[.english]); one is `\(text)`.")
            }
            return Duration.seconds(seconds)
        }
        guard waits.count <= Self.maximumCount else {
            throw Self.refusal(.tooMany(limit: Self.maximumCount), of: found.source)
        }
        guard let schedule = RetrySchedule(waits) else {
            throw Self.refusal(.tooLong(limit: Self.maximumTotal.wholeSeconds), of: found.source)
        }
        self = schedule
    }

    /// In the form that the setting has.
    var setting: String { waits.map { String($0.wholeSeconds) }.joined(separator: ",") }

    private static func refusal(_ fault: ScheduleFault, of source: String) -> CommandFailure {
        CommandFailure("\(source) \(fault.text[.english]).")
    }
}
