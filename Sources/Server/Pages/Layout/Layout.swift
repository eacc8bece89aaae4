import Domain
import HTTPTypes
import Hummingbird
import Localization
import Mustache
import NIOCore

/// What surrounds every page: the top bar and a project's navigation. Templates read the page's own view as `page`, and
/// everything else here by name.
struct Layout<Page: Sendable>: Sendable {
    var lang: String
    var title: String
    var style = Asset.style.path
    var script = Asset.script.path
    var worker = Asset.worker.path
    var icon = Asset.icon.path
    var formKey: String
    /// The account's name; nil for visitors who are not signed in.
    var account: String?
    var isInstanceAdmin: Bool
    var languages: [LanguageLink]
    var switcher: ProjectSwitcher
    /// Nil outside a project or an application.
    var owner: OwnerLayout?
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

/// The navigation of a project or an application.
struct OwnerLayout: Sendable {
    var name: String
    var href: String
    /// The navigation's label.
    var navigation: String
    /// Where changes are streamed from; nil for visitors who may not receive them.
    var stream: String?
    /// The latest change that the page shows; nil if unknown.
    var after: String?
    var links: [NavigationLink]
}

struct NavigationLink: Sendable {
    var name: String
    var href: String
    var isCurrent: Bool
    var isPart: Bool
}

extension PageRequest {
    /// A whole page.
    /// - Parameter title: what the browser's tab shows before the product's name.
    func render<Page: Sendable>(
        _ template: String, title: String, _ page: Page, owner: OwnerLayout? = nil,
        status: HTTPResponse.Status = .ok
    ) -> Response {
        let layout = Layout(
            lang: strings.language.rawValue, title: title, formKey: formKey.text, account: account?.name,
            isInstanceAdmin: access.isInstanceAdmin, languages: languageLinks,
            switcher: ProjectSwitcher(projects, current: owner), owner: owner, notice: notice, page: page)
        let html = Templates.of(strings.language).render(ViewFields.of(layout) ?? layout, withTemplate: template) ?? ""
        return self.html(html, status: status)
    }

    private func html(_ text: String, status: HTTPResponse.Status) -> Response {
        var headers: HTTPFields = [.contentType: "text/html; charset=utf-8"]
        if Gzip.isTaken(by: http), Gzip.isSafe(for: http), text.utf8.count >= Gzip.worthwhile,
            let packed = Gzip.compress(Array(text.utf8), .fast)
        {
            headers[.contentEncoding] = "gzip"
            return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: packed)))
        }
        return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(string: text)))
    }

    /// The sentence for `?notice=`, if the table has one.
    private var notice: String? {
        strings.table["notice-\(query("notice"))"]
    }

    private var languageLinks: [LanguageLink] {
        let path = LocalPath(untrusted: LocalPath(http).without("language")).without("notice")
        return Language.allCases.map { language in
            LanguageLink(
                name: language.name, lang: language.rawValue,
                href: "\(path)\(path.contains("?") ? "&" : "?")language=\(language.rawValue)",
                isCurrent: language == strings.language)
        }
    }
}

extension ProjectPageRequest {
    /// A whole page of the project, with its navigation.
    /// - Parameter current: the navigation's current link: `overview`, `artifacts`, `deliveries`, or a part of the
    ///   settings, `general`, `webhooks`, `members`, `tokens`.
    func render<Page: Sendable>(
        _ template: String, title: String, current: String, _ page: Page, status: HTTPResponse.Status = .ok
    ) -> Response {
        request.render(
            template, title: "\(title) · \(project.id)", page, owner: layout(current: current), status: status)
    }

    private func layout(current: String) -> OwnerLayout {
        let base = "/\(project.id)"
        var links = [("overview", base, false), ("artifacts", "\(base)/artifacts", false)]
        if isAdmin {
            links += [
                ("deliveries", "\(base)/deliveries", false), ("general", "\(base)/settings", false),
                ("webhooks", "\(base)/settings/webhooks", true), ("members", "\(base)/settings/members", true),
                ("tokens", "\(base)/settings/tokens", true),
            ]
        }
        return OwnerLayout(
            name: project.id, href: base, navigation: strings("navigation"), stream: isAdmin ? "\(base)/live" : nil,
            after: position,
            links: links.map { name, href, isPart in
                NavigationLink(
                    name: strings("navigation-\(name)"), href: href, isCurrent: name == current, isPart: isPart)
            })
    }
}
