import BundleAnalysis
import Localization
import TreemapDrawing

/// The treemaps of a report's page: what the script draws, and the same numbers as tables.
struct TreemapSection {
    /// By the length of its text in the field.
    private static let longestSearch = 200

    let treemaps: PackedTreemaps
    let language: Language

    private var isCompared: Bool { treemaps.parts.contains { $0.document.before != nil } }

    private func text(_ key: String) -> String {
        HTMLText.escaped(TreemapDrawing.text("treemap\(key)", in: language.rawValue))
    }

    private func label(_ label: ReportLabel) -> String { HTMLText.escaped(label.text[language]) }

    var html: String {
        let words = TreemapDrawing.words { TreemapDrawing.text($0, in: language.rawValue) }
        let note = treemaps.leftOut > 0 ? ReportNote.moreTreemaps(count: treemaps.leftOut) : nil
        return """
            <h2>\(text(""))</h2>
            <div id="treemap" data-words="\(HTMLText.escaped(words))" hidden>
            \(form)
            <nav aria-label="\(text("-path"))"><ol class="crumbs" id="treemap-path"></ol></nav>
            <p id="treemap-sum" role="status"></p>
            <canvas id="treemap-map" tabindex="0" role="application" aria-label="\(text(""))" \
            aria-describedby="treemap-keys"></canvas>
            <p id="treemap-keys" class="faint">\(text("-keys"))</p>
            <ul id="treemap-legend" class="legend"></ul>
            <dl id="treemap-tile" class="facts"></dl>
            <p id="treemap-said" class="visually-hidden" aria-live="polite"></p>
            </div>
            <div id="treemap-table">
            \(treemaps.parts.enumerated().map { table($0, $1) }.joined(separator: "\n"))
            </div>\(note.map { "\n<p class=\"faint\">\(HTMLText.sentence($0.text[language]))</p>" } ?? "")
            """
    }

    /// What the script reads.
    var data: String {
        treemaps.parts.enumerated().map { number, part in
            "<script type=\"text/plain\" id=\"treemap-data-\(number)\">\(part.data)</script>"
        }.joined(separator: "\n")
    }

    private var form: String {
        let entries = treemaps.parts.enumerated().map { (String($0), HTMLText.escaped(ShownName($1.name).name)) }
        let measures = Coding.allCases.map { ($0.rawValue, $0 == .raw ? text("-raw") : $0.rawValue) }
        let colors = ["kind", "change"].map { ($0, text("-color-\($0)")) }
        let fields = [
            treemaps.parts.count > 1 ? select("entry", text("-entry"), entries) : nil,
            select("size", label(.raw), measures), isCompared ? select("color", text("-color"), colors) : nil,
            "<label>\(text("-search"))<input type=\"search\" name=\"q\" maxlength=\"\(Self.longestSearch)\"></label>",
            "<input type=\"hidden\" name=\"path\">",
        ]
        return "<form id=\"treemap-form\" class=\"filters\">\(fields.compactMap { $0 }.joined())</form>"
    }

    private func select(_ name: String, _ label: String, _ options: [(String, String)]) -> String {
        let options = options.map { "<option value=\"\($0.0)\">\($0.1)</option>" }.joined()
        return "<label>\(label)<select name=\"\(name)\">\(options)</select></label>"
    }

    private func table(_ number: Int, _ part: PackedTreemaps.Part) -> String {
        let modules = TreemapModules(part.document)
        let codings = Coding.allCases.map { $0.label.text[language] }
        var table = HTMLTable(
            [plain("-name"), plain("-kind")] + codings, words: 2)
        for row in modules.rows {
            table.add(
                [HTMLText.code(row.path), kind(row)] + Coding.allCases.map { HTMLText.figure($0.figure(of: row.size)) })
        }
        if modules.others > 0 {
            table.add(
                [further(modules.others), ""]
                    + Coding.allCases.map { HTMLText.figure($0.figure(of: modules.othersSize)) })
        }
        return """
            <details\(number == 0 ? " open" : "")><summary>\(HTMLText.code(part.name)): \(text("-table"))</summary>
            \(table.html)
            \(removed(part.document))</details>
            """
    }

    private func plain(_ key: String) -> String { TreemapDrawing.text("treemap\(key)", in: language.rawValue) }

    private func further(_ count: Int) -> String {
        count == 1
            ? text("-further-one") : text("-further-many").replacing("{count}", with: String(count))
    }

    private func kind(_ row: TreemapModules.Row) -> String {
        let version = row.package?.version.map { " \($0)" } ?? ""
        let package = row.package.flatMap { $0.own == false ? HTMLText.code($0.name + version) : nil }
        let state: String? =
            switch row.state {
            case .new: text("-state-new")
            case .moved: text("-state-moved")
            case .same, .grown, .shrunk, nil: nil
            }
        return [package ?? (row.package?.own == true ? text("-kind-own") : nil), state].compactMap { $0 }
            .joined(separator: ", ")
    }

    /// What only the baseline has.
    private func removed(_ document: TreemapDocument) -> String {
        guard let removed = document.removed, !removed.path.isEmpty else { return "" }
        let items = removed.path.indices.prefix(TreemapModules.shownRemoved).map { index in
            let note = removed.moved[index] == 1 ? " · \(text("-moved-away"))" : ""
            let size = HTMLText.figure(Figure(bytes: removed.raw[index], change: nil))
            return "<li>\(HTMLText.code(removed.path[index])) <span class=\"faint\">\(size)\(note)</span></li>"
        }
        let more = removed.path.count - items.count + removed.more
        let rest = more > 0 ? "<li class=\"faint\">\(further(more))</li>" : ""
        return "<h3>\(text("-removed"))</h3>\n<ul>\(items.joined(separator: "\n"))\(rest)</ul>\n"
    }
}
