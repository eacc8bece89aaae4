import Localization
import Mustache

/// The templates in one language: every `{{t.key}}` is filled in once, when they are parsed. Looked up for each row of
/// a list, the labels that a narrow screen shows next to every value would be a third of the work of a page.
enum Templates {
    private static let english = library(.english)
    private static let chinese = library(.chinese)

    static func of(_ language: Language) -> MustacheLibrary {
        switch language {
        case .english: english
        case .chinese: chinese
        }
    }

    private static func library(_ strings: Strings) -> MustacheLibrary {
        MustacheContentTypes.register(PageText(), named: PageText.name)
        do {
            return MustacheLibrary(
                templates: try PageResources.templates.mapValues {
                    try MustacheTemplate(string: set(strings, in: String(decoding: $0, as: UTF8.self)))
                })
        } catch {
            preconditionFailure("A template is malformed: \(error)")
        }
    }

    /// The template with a language's strings filled in, escaped for HTML.
    private static func set(_ strings: Strings, in template: String) -> String {
        let text = template.replacing(/\{\{t\.([^}]+)\}\}/) { PageText.escaped(strings(String($0.1))) }
        return "{{% CONTENT_TYPE:\(PageText.name)}}\(text)"
    }
}
