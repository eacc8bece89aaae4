import Domain
import Localization

/// What the inspector's search found, as its page reads it.
struct SearchOutline: Decodable, Sendable {
    struct Found<Item: Decodable & Sendable>: Decodable, Sendable {
        var items: [Item]
        var total: Int
    }

    struct File: Decodable, Sendable {
        var name: String
        var size: ReportOutline.Size
    }

    struct Package: Decodable, Sendable {
        var name: String
        var path: String
        var version: String?
        var size: ReportOutline.Size
    }

    struct Module: Decodable, Sendable {
        var path: String
        var asset: String
        var otherAssets: Int
        var size: ReportOutline.Size
    }

    var files: Found<File>
    var packages: Found<Package>
    var modules: Found<Module>
}

/// The files, packages and modules of an artifact whose names contain a text.
struct SearchView: Sendable {
    /// The longest text that is looked for, in Unicode scalars.
    static let longest = 200

    struct Hit: FieldedView {
        var hit: String
        var hitHref: String?
        /// Its version, or the file that it is in.
        var detail: String?
        var raw: String
        var gzip: String
        /// Where a treemap shows it.
        var mapHref: String

        var fields: [String: Any?] {
            ["hit": hit, "hitHref": hitHref, "detail": detail, "raw": raw, "gzip": gzip, "mapHref": mapHref]
        }
    }

    struct Group: Sendable {
        var id: String
        var heading: String
        var hits: [Hit]
        /// How many more there are; the treemap finds them all.
        var restText: String?
        var restHref: String
    }

    var reportHref: String
    var reportTitle: String
    var tools: ArtifactToolsView
    var groups: [Group]
    var hasGroups: Bool

    init(_ text: String, _ found: SearchOutline, _ tools: ArtifactToolsView, _ subject: ReportSubject) {
        let strings = subject.request.strings
        reportHref = subject.path
        reportTitle = "\(subject.artifact.build.name) #\(subject.artifact.id)"
        self.tools = tools
        func group(_ id: String, _ hits: [Hit], of total: Int) -> Group {
            Group(
                id: id, heading: strings("found-\(id)", ["count": String(total)]), hits: hits,
                restText: total > hits.count ? strings.counted("treemap-further", total - hits.count) : nil,
                restHref: subject.treemap("q", text))
        }
        let files = found.files.items.map { file in
            let map = subject.treemap("asset", file.name)
            return Hit(
                hit: file.name, hitHref: map, raw: SizeText.of(file.size.raw), gzip: SizeText.of(file.size.gzip),
                mapHref: map)
        }
        let packages = found.packages.items.map { package in
            Hit(
                hit: package.name, hitHref: subject.why(package.path), detail: package.version,
                raw: SizeText.of(package.size.raw), gzip: SizeText.of(package.size.gzip),
                mapHref: subject.treemap("q", package.path))
        }
        let modules = found.modules.items.map { module in
            let more = module.otherAssets
            return Hit(
                hit: module.path, hitHref: subject.why(module.path),
                detail: more > 0 ? strings.counted("found-in", more, ["name": module.asset]) : module.asset,
                raw: SizeText.of(module.size.raw), gzip: SizeText.of(module.size.gzip),
                mapHref: subject.treemap("q", module.path))
        }
        groups = [
            group("packages", packages, of: found.packages.total), group("files", files, of: found.files.total),
            group("modules", modules, of: found.modules.total),
        ].filter { !$0.hits.isEmpty }
        hasGroups = !groups.isEmpty
    }
}
