import ArgumentParser
import Foundation

/// The fields of a webhook that are usually left at their defaults.
struct WebhookOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The event types to send, separated by commas; * matches any characters. Default: *", valueName: "expr")
    )
    var eventType: String?
    @Option(help: "What the webhook is for.")
    var description: String?
    @Option(
        help: ArgumentHelp(
            "A file with extra headers, one `Name: value` per line; values can be credentials.", valueName: "file"))
    var headersFile: String?
    @Option(
        help: ArgumentHelp(
            "Seconds between attempts, separated by commas: 5,300,1800. Default: the server's", valueName: "waits"))
    var retrySchedule: String?
    @Option(help: "Seconds for the whole request, 1 to 30.")
    var timeout: Int?
    @Option(help: "The maximum number of concurrent requests, 1 to 256.")
    var maxConcurrency: Int?
    @Option(help: "The maximum number of attempts per second, 1 to 10000.")
    var rateLimit: Int?
    @Option(
        help: ArgumentHelp("The version of HTTP to send with, 1.1 or 2. Default: 1.1", valueName: "version"))
    var httpVersion: String?

    /// Whether the command line names any of them.
    var isAnyNamed: Bool {
        let texts = [eventType, description, headersFile, retrySchedule, httpVersion]
        let numbers = [timeout, maxConcurrency, rateLimit]
        return texts.contains { $0 != nil } || numbers.contains { $0 != nil }
    }

    func validate() throws {
        _ = try waits()
    }

    func waits() throws -> [Int]? {
        try retrySchedule?.split(separator: ",").map { item in
            guard let seconds = Int(item.trimmingCharacters(in: .whitespaces)) else {
                throw ValidationError(
                    "--retry-schedule must be whole seconds, such as 5,300,1800; `\(item)` is not a whole number.")
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
                throw CommandFailure("Each line of \(headersFile) must have the form `Name: value`.")
            }
            let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
            headers[line[..<colon].trimmingCharacters(in: .whitespaces)] = value
        }
        return headers
    }
}
