import Domain
import HTTPTypes
import Localization
import Storage

/// The length limits of an upload's texts, in Unicode scalars.
enum UploadLimits {
    static let branch = 255
    static let artifactName = 255
    static let commitHash = 128
    /// A longer one is cut: only its first line is kept anyway.
    static let commitMessage = 255
    static let author = 254
    /// `host`, `namespace` and `name`, which are only compared.
    static let repository = 255
    static let projectID = 100
}

/// The query of an upload. Existing plugins write it, so it is read leniently: unknown parameters are ignored, and
/// empty ones count as absent.
struct UploadParameters: Sendable {
    private var values: [String: String] = [:]
    private let headers: HTTPFields
    private(set) var faults: [FieldFault] = []

    static let required = ["projectId", "host", "namespace", "name", "artifactName", "branch", "commitHash"]

    static let described: [QueryParameter] =
        required.map { QueryParameter(name: $0, schema: .string(1...255), isRequired: true) }
        + ["commitMessage", "author", "tag", "appVersion", "nodeVersion", "toolkit"].map {
            QueryParameter(name: $0, schema: .string())
        } + UploadBase.described

    /// - Parameter headers: of the request; only those of its base are read.
    init(_ query: Query, headers: HTTPFields = [:]) {
        self.headers = headers
        for (name, value) in query.parameters where values[name] == nil {
            guard let value else {
                refuse(name, .notUTF8(name: name.cut(to: Form.shownNameLength)))
                continue
            }
            if !value.isEmpty { values[name] = value }
        }
    }

    /// Throws a 400 if it is missing: without it nothing else can be checked.
    func projectID() throws(Problem) -> String {
        guard let id = values["projectId"] else { throw Self.problem([Self.missing("projectId")]) }
        return id
    }

    /// Throws a 400 that names every parameter at fault.
    mutating func build(for project: Project, by account: Account, buildKey: String) throws(Problem) -> Artifact.Build {
        let branch = required("branch", UploadLimits.branch)
        let name = required("artifactName", UploadLimits.artifactName)
        let hash = required("commitHash", UploadLimits.commitHash)
        checkRepository(of: project)
        let author = author() ?? account.email
        checkBaseline()
        guard faults.isEmpty else { throw Self.problem(faults) }
        return Artifact.Build(
            branch: branch, name: name, hash: hash, commitMessage: commitMessage, author: author, buildKey: buildKey,
            isFork: base.isFork, pullRequest: base.pullRequest)
    }

    var baseline: BaselineRequest { base.request }

    private var base: UploadBase { UploadBase(values, headers) }

    private mutating func required(_ name: String, _ limit: Int) -> String {
        guard let value = values[name] else {
            faults.append(Self.missing(name))
            return ""
        }
        checkText(name, value, limit)
        return value
    }

    private mutating func checkText(_ name: String, _ value: String, _ limit: Int) {
        guard let fault = TextRule(length: 1...limit).fault(in: value) else { return }
        refuse(name, .text(name: name, fault))
    }

    private mutating func checkBaseline() {
        if let hash = values["baseCommitHash"] { checkText("baseCommitHash", hash, UploadLimits.commitHash) }
        if let branch = values["baseBranch"] { checkText("baseBranch", branch, UploadLimits.branch) }
    }

    private mutating func checkRepository(of project: Project) {
        let before = faults.count
        let host = required("host", UploadLimits.repository)
        let namespace = required("namespace", UploadLimits.repository)
        let name = required("name", UploadLimits.repository)
        guard faults.count == before, project.host != .unknown else { return }
        let isSame = Self.host(host) == project.host && namespace == project.namespace && name == project.name
        guard !isSame else { return }
        let given = "\(host)/\(namespace)/\(name)"
        let wanted = "\(project.host.rawValue)/\(project.namespace)/\(project.name)"
        refuse("host", .otherRepository(given: given, expected: wanted, project: project.id))
    }

    private static func host(_ text: String) -> Project.Host? {
        switch text {
        case "github.com": .github
        case "gitlab.com": .gitlab
        default: Project.Host(rawValue: text)
        }
    }

    private mutating func author() -> String? {
        guard let author = values["author"] else { return nil }
        if !EmailAddress.isPlausible(author) { refuse("author", .notAnEmail(name: "author")) }
        checkText("author", author, UploadLimits.author)
        return author
    }

    /// Its first line, cut and cleaned rather than refused: no build should fail because of a commit message.
    private var commitMessage: String? {
        guard let line = values["commitMessage"]?.split(whereSeparator: \.isNewline).first else { return nil }
        let scalars = line.unicodeScalars.filter { $0.properties.generalCategory != .control }
        let text = String(String.UnicodeScalarView(scalars.prefix(UploadLimits.commitMessage)))
        return text.isEmpty ? nil : text
    }

    private mutating func refuse(_ field: String, _ fault: UploadFault) {
        guard faults.count < Form.maximumFaults else { return }
        faults.append(FieldFault(field: field, reason: .upload(fault)))
    }

    private static func missing(_ name: String) -> FieldFault {
        FieldFault(field: name, reason: .upload(.missing(name: name)))
    }

    private static func problem(_ faults: [FieldFault]) -> Problem {
        // Plugins show the detail alone.
        Problem(.badRequest, faults.first.map { .fault($0.reason) } ?? .invalidFields([]), faults: faults)
    }
}
