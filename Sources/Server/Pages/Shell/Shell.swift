import Domain
import HTTPTypes
import Hummingbird
import Mustache
import NIOCore

/// What is around every page: the bar on top, the rail of a project. Templates read the page's own view as `page`, and
/// everything here beside it.
struct Shell<Page: Sendable>: Sendable {
    var lang: String
    var title: String
    var style = Asset.style.path
    var script = Asset.script.path
    var worker = Asset.worker.path
    var icon = Asset.icon.path
    var formKey: String
    /// The account's name; nil for those who are not signed in.
    var account: String?
    var isInstanceAdmin: Bool
    var languages: [LanguageLink]
    var switcher: ProjectSwitcher
    /// Nil outside a project and an application.
    var owner: OwnerShell?
    /// What was just done, as a sentence.
    var notice: String?
    var page: Page
}

struct LanguageLink: Sendable {
    var name: String
    var lang: String
    var href: String
    var isCurrent: Bool
}

/// The rail of a project or an application.
struct OwnerShell: Sendable {
    var name: String
    var href: String
    /// What the rail is called.
    var rail: String
    /// Where changes are told of; nil for those who may not hear of them.
    var stream: String?
    /// The latest change that the page shows; nil where that is not known.
    var after: String?
    var links: [RailLink]
}

struct RailLink: Sendable {
    var name: String
    var href: String
    var isCurrent: Bool
    var isPart: Bool
}

extension Visit {
    /// A whole page.
    /// - Parameter title: what stands in the browser's tab before the product's name.
    func render<Page: Sendable>(
        _ template: String, title: String, _ page: Page, owner: OwnerShell? = nil,
        status: HTTPResponse.Status = .ok
    ) -> Response {
        let shell = Shell(
            lang: words.language.rawValue, title: title, formKey: formKey.text, account: account?.name,
            isInstanceAdmin: account?.isInstanceAdmin ?? false, languages: languageLinks,
            switcher: ProjectSwitcher(projects, current: owner), owner: owner, notice: notice, page: page)
        let html = Templates.of(words.language).render(ViewFields.of(shell) ?? shell, withTemplate: template) ?? ""
        return self.html(html, status: status)
    }

    private func html(_ text: String, status: HTTPResponse.Status) -> Response {
        var headers: HTTPFields = [.contentType: "text/html; charset=utf-8"]
        if Gzip.isTaken(by: request), Gzip.isSafe(for: request), text.utf8.count >= Gzip.worthwhile,
            let packed = Gzip.compress(Array(text.utf8), .fast)
        {
            headers[.contentEncoding] = "gzip"
            return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: packed)))
        }
        return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(string: text)))
    }

    /// The sentence of `?notice=`, where that is one that the table knows.
    private var notice: String? {
        words.table["notice-\(query("notice"))"]
    }

    private var languageLinks: [LanguageLink] {
        let path = LocalPath(untrusted: LocalPath(request).without("language")).without("notice")
        return Language.allCases.map { language in
            LanguageLink(
                name: language.name, lang: language.rawValue,
                href: "\(path)\(path.contains("?") ? "&" : "?")language=\(language.rawValue)",
                isCurrent: language == words.language)
        }
    }
}

extension ProjectVisit {
    /// A whole page of the project, its rail around it.
    /// - Parameter current: the link of the rail where one is: `overview`, `artifacts`, `deliveries`, or a part of the
    ///   settings, `general`, `webhooks`, `members`, `tokens`.
    func render<Page: Sendable>(
        _ template: String, title: String, current: String, _ page: Page, status: HTTPResponse.Status = .ok
    ) -> Response {
        visit.render(
            template, title: "\(title) · \(project.id)", page, owner: shell(current: current), status: status)
    }

    private func shell(current: String) -> OwnerShell {
        let base = "/\(project.id)"
        var links = [("overview", base, false), ("artifacts", "\(base)/artifacts", false)]
        if isAdmin {
            links += [
                ("deliveries", "\(base)/deliveries", false), ("general", "\(base)/settings", false),
                ("webhooks", "\(base)/settings/webhooks", true), ("members", "\(base)/settings/members", true),
                ("tokens", "\(base)/settings/tokens", true),
            ]
        }
        return OwnerShell(
            name: project.id, href: base, rail: words("rail"), stream: isAdmin ? "\(base)/live" : nil,
            after: position,
            links: links.map { name, href, isPart in
                RailLink(name: words("rail-\(name)"), href: href, isCurrent: name == current, isPart: isPart)
            })
    }
}
