import Domain
import Localization

/// The page that says why a module or a package is in a build.
struct WhyView: Sendable {
    struct Step: Sendable {
        var text: String
        var note: String?
    }

    struct Chain: Sendable {
        var entry: String
        var steps: [Step]
    }

    struct Suggestion: Sendable {
        var name: String
        var link: String
    }

    var artifactHref: String
    var artifactTitle: String
    var formPath: String
    var module: String
    var found: String?
    var chains: [Chain]
    var furtherChains: String?
    var message: String?
    var suggestions: [Suggestion]
    var hasSuggestions: Bool
    /// The artifact that it is compared with, kept by the form; empty if the address names none.
    var against: String
    /// Whether that has the module too, and where that is said.
    var elsewhere: String?
    var elsewhereHref: String?

    /// - Parameter other: the answer for the artifact that this one is compared with; nil if none is named.
    init(_ module: String, _ answer: WhyOutline?, other: WhyOutline?, _ subject: TreemapSubject) {
        let strings = subject.request.strings
        artifactHref = subject.artifactPath
        artifactTitle = subject.artifactName
        formPath = "\(subject.artifactPath)/why"
        self.module = module
        found = answer?.match.map { match in
            ([match.name, match.version].compactMap(\.self) + [match.path]).joined(separator: " · ")
        }
        func step(_ place: WhyOutline.Place) -> Step {
            Step(text: place.text, note: place.kind == "dynamic" ? "import()" : nil)
        }
        chains = (answer?.chains ?? []).map { chain in
            Chain(entry: chain.entry, steps: chain.imports.map(step) + [Step(text: chain.module)])
        }
        if chains.isEmpty, let importers = answer?.importers, !importers.isEmpty {
            chains = [Chain(entry: strings("why-importers"), steps: importers.map(step))]
        }
        let more = answer?.moreChains ?? 0
        furtherChains = more > 0 ? strings.counted("treemap-further", more) : nil
        message =
            switch subject.knowsImports ? answer?.status : "missing" {
            case "missing": strings(BuildInspectionFailure.missing(.imports))
            case "ambiguous": strings("why-ambiguous")
            case "notFound": strings("why-not-found")
            case "importsUnknown": strings("why-unknown")
            default: nil
            }
        let names = (answer?.matches ?? []).map(\.path) + (answer?.similar ?? [])
        suggestions = names.map { Suggestion(name: $0, link: subject.whyHref($0)) }
        hasSuggestions = !suggestions.isEmpty
        against = subject.query.against ?? ""
        if let other, let baseline = subject.baseline {
            elsewhere = strings(
                other.status == "notFound" ? "why-not-elsewhere" : "why-elsewhere",
                ["artifact": "\(baseline.build.name) #\(baseline.id)"])
            elsewhereHref =
                "/\(subject.project.id)/artifacts/\(baseline.id)/why?module=\(TreemapQuery.encoded(module))"
        }
    }
}
