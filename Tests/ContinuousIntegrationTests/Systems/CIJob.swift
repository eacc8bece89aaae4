import ContinuousIntegration
import Foundation
import Testing

/// A job with the variables that a CI system documents, and the files that they name.
final class CIJob {
    static let head = String(repeating: "1", count: 40)
    static let base = String(repeating: "2", count: 40)
    static let merge = String(repeating: "3", count: 40)

    private let folder: URL
    private var variables: [String: String]

    init(_ variables: [String: String]) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "ci-job-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        self.variables = variables
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    /// Writes a file, and names it in a variable.
    func file(_ variable: String, _ content: String) throws {
        variables[variable] = try write(variable, content)
    }

    /// Writes a file, and returns its path.
    func write(_ name: String, _ content: String) throws -> String {
        let file = folder.appending(path: name)
        try Data(content.utf8).write(to: file)
        return file.path
    }

    var facts: CIFacts {
        get throws { try #require(CISystems.facts(CIEnvironment(variables))) }
    }

    static func facts(_ variables: [String: String]) throws -> CIFacts {
        try CIJob(variables).facts
    }
}

/// The facts that a test expects, written as plain texts.
struct ExpectedFacts: Equatable {
    var system: String
    var branch: String?
    var commit: String?
    var tag: String?
    var number: Int?
    var baseBranch: String?
    var mergeBase: String?
    var baseHead: String?
    var isFork: Bool?
    var defaultBranch: String?
    var repository: String?
    var message: String?
    var author: String?

    init(
        _ system: String, branch: String? = nil, commit: String? = CIJob.head, tag: String? = nil, number: Int? = nil,
        baseBranch: String? = nil, mergeBase: String? = nil, baseHead: String? = nil, isFork: Bool? = nil,
        defaultBranch: String? = nil, repository: String? = "Github acme/shop", message: String? = nil,
        author: String? = nil
    ) {
        self.system = system
        self.branch = branch
        self.commit = commit
        self.tag = tag
        self.number = number
        self.baseBranch = baseBranch
        self.mergeBase = mergeBase
        self.baseHead = baseHead
        self.isFork = isFork
        self.defaultBranch = defaultBranch
        self.repository = repository
        self.message = message
        self.author = author
    }

    init(_ facts: CIFacts) {
        let request = facts.pullRequest
        self.init(
            facts.system, branch: facts.branch?.text, commit: facts.commitHash?.text, tag: facts.tag,
            number: request?.number, baseBranch: request?.baseBranch?.text, mergeBase: request?.mergeBase?.text,
            baseHead: request?.baseHead?.text, isFork: request?.isFork, defaultBranch: facts.defaultBranch?.text,
            repository: facts.repository.map { "\($0.host) \($0.namespace)/\($0.name)" },
            message: facts.commitMessage, author: facts.author)
    }
}

/// Expects that the facts are these, all of them.
func expect(_ facts: CIFacts, _ expected: ExpectedFacts, at place: SourceLocation = #_sourceLocation) {
    #expect(ExpectedFacts(facts) == expected, sourceLocation: place)
}
