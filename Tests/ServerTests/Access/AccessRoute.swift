import HTTPTypes

@testable import Server

/// A route in the matrix: one row of the table, and the request to send.
struct AccessRoute: Sendable {
    var method: HTTPRequest.Method
    /// The requested path, with its placeholders.
    var template: String
    /// The method and the path as the rows write them.
    var name: String
    /// Constant parts of the path, which give the placeholders their names.
    var isAPI: Bool

    init(_ endpoint: Endpoint) {
        method = endpoint.method
        template = endpoint.path
        let prefix = Endpoint.prefix
        let isBelow = endpoint.path.hasPrefix("\(prefix)/")
        name = "\(endpoint.method.rawValue) \(isBelow ? String(endpoint.path.dropFirst(prefix.count)) : endpoint.path)"
        isAPI = true
    }

    init(_ route: PageRoute) {
        method = route.method
        template = route.path
        // The name of a file changes with its contents.
        name =
            route.path.hasPrefix("/assets/")
            ? "\(route.method.rawValue) /assets/{file}" : "\(route.method.rawValue) \(route.path)"
        isAPI = false
    }

    var isOpenEnded: Bool { template.hasSuffix("/stream") || template.hasSuffix("/live") }

    /// Whether it is below something that can be hidden.
    var hasOwner: Bool {
        template.contains("{project}") || template.contains("{application}") || name == "DELETE /tokens/{id}"
            || isUpload
    }

    var isUpload: Bool { isAPI && name == "POST /artifacts" }

    /// The path with every placeholder filled in; the part before it says with what.
    func path(_ things: AccessThings) -> String {
        var before = ""
        let parts = template.split(separator: "/", omittingEmptySubsequences: false).map { part -> String in
            defer { before = String(part) }
            guard part.hasPrefix("{") else { return String(part) }
            return things.value(of: String(part), after: before)
        }
        let path = parts.joined(separator: "/")
        return isUpload ? "\(path)?\(things.uploadQuery)" : path
    }

    static func api(of server: APIServer) -> [AccessRoute] { server.endpoints.map(AccessRoute.init) }

    /// All pages; their assets share one row, however many files there are.
    static func pages(of server: APIServer) -> [AccessRoute] {
        var names: Set<String> = []
        return server.pages.pages.map(AccessRoute.init).filter {
            names.insert($0.name).inserted
        }
    }
}

/// The values of the path placeholders.
struct AccessThings: Sendable {
    var project: String
    var application: Int64
    /// By the part of the path before the placeholder.
    var ids: [String: String]

    func value(of placeholder: String, after part: String) -> String {
        switch placeholder {
        case "{project}": project
        case "{application}": String(application)
        default: ids[part] ?? "1"
        }
    }

    var uploadQuery: String {
        "projectId=\(project)&host=github.com&namespace=acme&name=shop&artifactName=main&branch=main&commitHash=abc"
    }

    /// The same values for things that do not exist.
    var absent: AccessThings {
        var absent = self
        absent.project = String(repeating: "z", count: project.count)
        absent.application = 90_000_000 + application
        absent.ids["tokens"] = "90000000"
        return absent
    }

    /// A text about missing things, rewritten as if it were about these.
    func text(_ text: String, from absent: AccessThings) -> String {
        text.replacing(absent.project, with: project)
            .replacing(String(absent.application), with: String(application))
            .replacing(absent.ids["tokens"] ?? "-", with: ids["tokens"] ?? "-")
    }
}
