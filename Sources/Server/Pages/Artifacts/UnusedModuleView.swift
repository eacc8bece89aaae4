import Localization

/// A module in an artifact of whose exports nothing is used, and why it is there all the same.
struct UnusedModuleView: Sendable {
    var name: String
    var unusedHref: String?
    var why: SentenceView?
    var origin: String?
    var raw: String
    var gzip: String

    init(_ module: ReportOutline.UnusedModule, _ subject: ReportSubject) {
        let strings = subject.request.strings
        name = module.path
        unusedHref = subject.why(module.path)
        why = module.obstacles.first.map { SentenceView($0.text[strings.language]) }
        origin = module.importedBy.map { strings("imported-by", ["place": $0.text]) }
        raw = SizeText.of(module.size.raw)
        gzip = SizeText.of(module.size.gzip)
    }
}
