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
    /// The server's time, ISO 8601, UTC: relative times on the page count from it.
    var now: String
    var style = Asset.style.path
    var script = Asset.script.path
    var worker = Asset.worker.path
    var icon = Asset.icon.path
    var docs = DocsPage.path
    /// The program's version.
    var version: String
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
    /// A whole page, with the navigation of the project or application that it is of.
    /// - Parameters:
    ///   - title: what the browser's tab shows before the names of the owner and the product.
    ///   - current: the navigation's current link: `overview`, `artifacts`, `history`, `events`, `deliveries`, `set-up`, or a part of the settings,
    ///     `general`, `webhooks`, `members`, `tokens`, `budgets`; nil for a page without navigation.
    func render<Page: Sendable>(
        _ template: String, title: String, current: String? = nil, _ page: Page, status: HTTPResponse.Status = .ok
    ) -> Response {
        let navigation = owner.map { self.layout(of: $0, current: current) }
        let layout = Layout(
            lang: strings.language.rawValue, title: owner.map { "\(title) · \($0.name)" } ?? title,
            now: services.now.iso8601, version: services.configuration.version,
            formKey: formKey.text, account: account?.name, isInstanceAdmin: access.isInstanceAdmin,
            languages: languageLinks, switcher: ProjectSwitcher(projects, current: navigation), owner: navigation,
            notice: notice, page: page)
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

    private func layout(of owner: Owner, current: String?) -> OwnerLayout {
        OwnerLayout(
            name: owner.name, href: owner.pagePath, navigation: strings("navigation-\(owner.noun)"),
            stream: isAdmin ? "\(owner.pagePath)/live" : nil, after: position,
            links: links(of: owner).map { name, href, isPart in
                NavigationLink(
                    name: strings("navigation-\(name)"), href: href, isCurrent: name == current, isPart: isPart)
            })
    }

    private func links(of owner: Owner) -> [(name: String, href: String, isPart: Bool)] {
        let overview = ("overview", owner.pagePath, false)
        let deliveries = ("deliveries", owner.deliveriesPath, false)
        switch owner {
        case .project:
            let links = [
                overview, ("artifacts", "\(owner.pagePath)/artifacts", false),
                ("history", "\(owner.pagePath)/history", false),
            ]
            let setUp = ("set-up", "\(owner.pagePath)/set-up", false)
            guard isAdmin else { return account == nil ? links : links + [setUp] }
            return links + [
                ("events", "\(owner.pagePath)/events", false), deliveries, setUp,
                ("general", owner.settingsPath, false), ("webhooks", owner.webhooksPath, true),
                ("members", "\(owner.settingsPath)/members", true), ("tokens", owner.tokensPath, true),
                ("budgets", "\(owner.settingsPath)/budgets", true),
            ]
        case .application:
            return [
                overview, deliveries, ("webhooks", owner.webhooksPath, false), ("tokens", owner.tokensPath, false),
            ]
        }
    }
}
