import ArgumentParser
import Foundation

/// The fields of a webhook that most leave at their defaults.
struct WebhookOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Which events: a comma-separated list, * for any run of characters.", valueName: "expr"))
    var eventType: String?
    @Option(help: "What it is for.")
    var description: String?
    @Option(
        help: ArgumentHelp(
            "A file with extra headers, one `Name: value` a line; their values may be credentials.", valueName: "file"))
    var headersFile: String?
    @Option(help: ArgumentHelp("The waits between attempts in seconds: 5,300,1800", valueName: "waits"))
    var retrySchedule: String?
    @Option(help: "Seconds for a whole exchange, 1...30.")
    var timeout: Int?
    @Option(help: "Exchanges at once, 1...256.")
    var maxConcurrency: Int?
    @Option(help: "Attempts a second, 1...10000.")
    var rateLimit: Int?

    /// Whether the command line names one of them.
    var isAnyNamed: Bool {
        let texts = [eventType, description, headersFile, retrySchedule]
        let numbers = [timeout, maxConcurrency, rateLimit]
        return texts.contains { $0 != nil } || numbers.contains { $0 != nil }
    }

    func validate() throws {
        _ = try waits()
    }

    func waits() throws -> [Int]? {
        try retrySchedule?.split(separator: ",").map { item in
            guard let seconds = Int(item.trimmingCharacters(in: .whitespaces)) else {
                throw ValidationError("--retry-schedule takes whole seconds, such as 5,300,1800; `\(item)` is none.")
            }
            return seconds
        }
    }

    func headers() throws -> [String: String]? {
        guard let headersFile else { return nil }
        var headers: [String: String] = [:]
        for line in String(decoding: try FileInput(path: headersFile).bytes(), as: UTF8.self).split(
            whereSeparator: \.isNewline)
        {
            guard let colon = line.firstIndex(of: ":") else {
                throw CommandFailure("Each line of \(headersFile) has to read `Name: value`.")
            }
            let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
            headers[line[..<colon].trimmingCharacters(in: .whitespaces)] = value
        }
        return headers
    }
}
