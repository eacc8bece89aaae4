import Domain
import HTTPTypes
import Storage

/// What an upload says about the commits and the pull request that its build is for. Nothing in it makes an upload fail,
/// except a base commit or base branch that cannot be stored: what cannot be understood counts as absent.
struct UploadBase: Sendable {
    /// Comma-separated hashes. It may be repeated, because proxies limit the length of a line.
    static let ancestorsHeader: HTTPField.Name = {
        guard let name = HTTPField.Name("X-Perfsee-Base-Ancestors") else { preconditionFailure("not a token") }
        return name
    }()

    private static let ancestors = Schema.string().described(
        "The commits before baseCommitHash, nearest first, as comma-separated full hashes; the first "
            + "\(BaselineRequest.maximumAncestors) count, and what is no hash is skipped.")

    static let described = [
        QueryParameter(
            name: "baseCommitHash",
            schema: .string().described("The commit that the build's changes are based on; selects the baseline.")),
        QueryParameter(name: "baseAncestors", schema: ancestors),
        QueryParameter(
            name: "baseBranch", schema: .string().described("The branch that the build's changes are meant for.")),
        QueryParameter(
            name: "pr",
            schema: .string().described("The number of the pull request; anything else counts as absent.")),
        QueryParameter(
            name: "isFork",
            schema: .string().described(
                "`true` if the pull request comes from a fork: then its builds are baselines of that branch alone.")),
    ]

    /// As the query's `baseAncestors`, which comes first.
    static let describedHeaders = [QueryParameter(name: ancestorsHeader.rawName, schema: ancestors)]

    let request: BaselineRequest
    let isFork: Bool
    let pullRequest: Int64?

    /// - Parameter values: the parameters of the query, without empty ones.
    init(_ values: [String: String], _ headers: HTTPFields) {
        let lists = (values["baseAncestors"].map { [$0] } ?? []) + headers[values: Self.ancestorsHeader]
        request = BaselineRequest(
            commitHash: values["baseCommitHash"], ancestors: Self.hashes(lists), branch: values["baseBranch"])
        isFork = values["isFork"] == "true"
        pullRequest = values["pr"].flatMap(Self.number)
    }

    private static func hashes(_ lists: [String]) -> [String] {
        var hashes: [String] = []
        for text in lists.lazy.flatMap({ $0.split(byte: ",") }) {
            guard hashes.count < BaselineRequest.maximumAncestors else { break }
            let hash = text.trimmed.lowercasedASCII
            if isHash(hash) { hashes.append(hash) }
        }
        return hashes
    }

    /// Whether it is a full hash, SHA-1 or SHA-256, in lowercase.
    private static func isHash(_ text: String) -> Bool {
        let count = text.utf8.count
        return (count == 40 || count == 64)
            && text.utf8.allSatisfy { $0.isASCIIDigit || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0) }
    }

    /// Up to what JavaScript can represent.
    private static func number(_ text: String) -> Int64? {
        guard text.isDigits, let number = Int64(text), (1...1 << 53).contains(number) else { return nil }
        return number
    }
}
