import Domain
import Foundation
import Localization
import TreemapDrawing

/// The page of a treemap. The script draws it from the data at ``dataHref``; the table has the same numbers.
struct TreemapView: Sendable {
    /// Increased when the data of a build change without a new analysis.
    static let dataVersion = "1"
    /// How many removed modules are listed.
    static let shownRemoved = 50

    struct Option: Sendable {
        var value: String
        var text: String
        var isChosen: Bool
    }

    struct Crumb: Sendable {
        var name: String
        /// Nil for the folder that is shown.
        var link: String?
    }

    struct Row: Sendable {
        var name: String
        /// Of a folder.
        var folderHref: String?
        /// What it is: a package's name, or a kind.
        var kind: String?
        var raw: String
        var gzip: String
        var brotli: String
        var difference: ChangeView?
        var state: String?
        var whyHref: String?
    }

    struct Gone: Sendable {
        var name: String
        var amount: String
        /// That it is in another file now.
        var note: String?
    }

    var title: String
    var artifactHref: String
    var artifactTitle: String
    var formPath: String
    var script = Asset.treemap.path
    var dataHref: String
    /// Nil if it is not known why modules are there.
    var whyPath: String?
    var tableHref: String
    var isTable: Bool
    var mapHref: String
    /// What the script says, as JSON.
    var words: String
    var entries: [Option]
    var hasEntries: Bool
    var files: [Option]
    var measures: [Option]
    var colorings: [Option]
    var against: String
    var baseline: String?
    var baselineHref: String?
    var search: String
    var path: String
    var crumbs: [Crumb]
    var summary: String
    var rows: [Row]
    var hasRows: Bool
    var further: String?
    var isCompared: Bool
    var removed: [Gone]
    var hasRemoved: Bool
    var furtherRemoved: String?

    init(_ outline: TreemapOutline, _ subject: TreemapSubject) {
        let strings = subject.request.strings
        var query = subject.query
        (query.entry, query.asset) = (outline.entryPoint ?? "", outline.asset ?? "")
        let table = TreemapTable(outline, query)
        query.path = table.path.joined(separator: "/")
        title = outline.asset ?? outline.entryPoint ?? ""
        artifactHref = subject.artifactPath
        artifactTitle = subject.artifactName
        formPath = subject.path
        dataHref = "\(subject.path)/data\(subject.query.data.text)"
        whyPath = subject.knowsImports ? "\(subject.artifactPath)/why" : nil
        isTable = query.isTable
        (tableHref, mapHref) = (Self.href(query, isTable: true, subject), Self.href(query, isTable: false, subject))
        words = TreemapDrawing.words { strings($0) }
        entries = outline.entryPoints.map { Option(value: $0, text: CutText.option($0), isChosen: $0 == query.entry) }
        hasEntries = !entries.isEmpty
        if hasEntries, outline.entryPoint == nil {
            entries.insert(Option(value: "", text: "–", isChosen: true), at: 0)
        }
        files = Self.files(outline, strings)
        measures = TreemapQuery.Measure.allCases.map { measure in
            Option(
                value: measure.rawValue, text: measure == .raw ? strings("treemap-raw") : measure.rawValue,
                isChosen: measure == query.measure)
        }
        colorings = TreemapQuery.Coloring.allCases.map { coloring in
            Option(
                value: coloring.rawValue, text: strings("treemap-color-\(coloring.rawValue)"),
                isChosen: coloring == query.coloring)
        }
        against = query.against ?? ""
        baseline = subject.baseline.map { "#\($0.id) · \($0.build.branch) · \($0.build.hash.prefix(8))" }
        baselineHref = subject.baseline.map { "/\(subject.project.id)/artifacts/\($0.id)" }
        search = query.search
        path = query.path
        crumbs = Self.crumbs(table.path, title, query, subject)
        isCompared = outline.before != nil
        rows = table.rows.prefix(TreemapTable.shown).map { Self.row($0, outline, query, subject) }
        hasRows = !rows.isEmpty
        let further = table.rows.count - rows.count
        self.further = further > 0 ? strings.counted("treemap-further", further) : nil
        summary = Self.summary(table, query, strings)
        let gone = outline.removed
        removed = (gone?.path ?? []).enumerated().prefix(Self.shownRemoved).map { index, path in
            Gone(
                name: path, amount: SizeText.of(gone?.size(index, query.measure) ?? 0),
                note: gone?.moved[index] == 1 ? strings("treemap-moved-away") : nil)
        }
        hasRemoved = !removed.isEmpty
        let more = (gone?.path.count ?? 0) - removed.count + (gone?.more ?? 0)
        furtherRemoved = more > 0 ? strings.counted("treemap-further", more) : nil
    }

    private static func href(_ query: TreemapQuery, isTable: Bool, _ subject: TreemapSubject) -> String {
        var query = query
        query.isTable = isTable
        return subject.href(query)
    }

    private static func files(_ outline: TreemapOutline, _ strings: Strings) -> [Option] {
        var names = outline.files
        if let asset = outline.asset, !names.contains(asset) { names.append(asset) }
        let all = Option(value: "", text: strings("treemap-all-files"), isChosen: outline.asset == nil)
        return [all] + names.map { Option(value: $0, text: CutText.option($0), isChosen: $0 == outline.asset) }
    }

    private static func crumbs(
        _ path: [Substring], _ title: String, _ query: TreemapQuery, _ subject: TreemapSubject
    ) -> [Crumb] {
        let names = [title] + path.map(String.init)
        return names.enumerated().map { depth, name in
            let place = path.prefix(depth).joined(separator: "/")
            return Crumb(name: name, link: depth == path.count ? nil : subject.href(query.at(place)))
        }
    }

    private static func summary(_ table: TreemapTable, _ query: TreemapQuery, _ strings: Strings) -> String {
        guard let whole = table.whole else { return strings("treemap-nothing") }
        let size = SizeText.of(whole.size(query.measure))
        return query.search.isEmpty
            ? strings("treemap-sum", ["size": size])
            : strings.counted("treemap-found", table.rows.count, ["size": size])
    }

    private static func row(
        _ row: TreemapTable.Row, _ outline: TreemapOutline, _ query: TreemapQuery, _ subject: TreemapSubject
    ) -> Row {
        let strings = subject.request.strings
        let number = outline.package[row.leaf.row]
        let package = outline.packages.indices.contains(number) ? outline.packages[number] : nil
        let kind = outline.kind(row.leaf)
        var view = Row(
            name: row.name, raw: SizeText.of(row.raw), gzip: SizeText.of(row.gzip), brotli: SizeText.of(row.brotli))
        if row.isFolder {
            view.folderHref = subject.href(query.at(row.path))
        } else {
            view.kind = kind == "package" ? package?.name : strings("treemap-kind-\(kind)")
            view.state = outline.state(row.leaf.row).map { strings("treemap-state-\($0)") }
            if package != nil, subject.knowsImports {
                let module = row.leaf.parts.dropFirst(row.leaf.assetDepth).joined(separator: "/")
                view.whyHref = subject.whyHref(module)
            }
        }
        if outline.before != nil { view.difference = .bytes(row.size(query.measure) - row.sizeBefore(query.measure)) }
        return view
    }
}

extension TreemapOutline.Removed {
    func size(_ index: Int, _ measure: TreemapQuery.Measure) -> Int {
        switch measure {
        case .raw: raw[index]
        case .gzip: gzip[index]
        case .brotli: brotli[index]
        }
    }
}
