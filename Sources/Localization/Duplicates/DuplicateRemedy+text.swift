package import BundleAnalysis

extension DuplicateRemedy: Message {
    /// What to do, and where.
    package var text: LocalizedText {
        switch self {
        case .upgrade(let package, let from, let to, let requiredBy):
            Self.upgrade(package, from: from, to: to, requiredBy: requiredBy)
        case .dedupe(let package, let version):
            LocalizedText(
                en: """
                    Have the package manager install \(Self.name(package, version)) once: run `npm dedupe`, \
                    `yarn dedupe` or `pnpm dedupe`.
                    """,
                zh: """
                    让包管理器只安装一份 \(Self.name(package, version))：请运行 `npm dedupe`、`yarn dedupe` 或 \
                    `pnpm dedupe`。
                    """)
        case .alias(let package, let from, let to):
            LocalizedText(
                en: """
                    \(PlainName.of(package)) is in the build as both CommonJS and ES modules. Resolve \(Self.quoted(from)) \
                    to \(Self.quoted(to)).
                    """,
                zh: """
                    \(PlainName.of(package)) 同时以 CommonJS 和 ES 模块形式存在。请将 \(Self.quoted(from)) 解析到 \
                    \(Self.quoted(to))。
                    """)
        case .splitChunk(let module, let assets):
            LocalizedText(
                en: "Put \(Self.quoted(module)) into a chunk that these \(assets.count) files share.",
                zh: "请将 \(Self.quoted(module)) 放入这 \(assets.count) 个文件共用的 chunk。")
        case .importOne(let module, let others):
            LocalizedText(
                en: "Import \(Self.quoted(module)) instead of \(Self.list(others, separator: ", ")).",
                zh: "请导入 \(Self.quoted(module))，而不是 \(Self.list(others, separator: "、"))。")
        }
    }

    private static func upgrade(
        _ package: String, from: [String], to: String?, requiredBy: [String]
    ) -> LocalizedText {
        // Stats without versions say that there are several copies, but not which.
        guard !from.isEmpty else {
            let package = PlainName.of(package)
            return LocalizedText(
                en: "Have the package manager install one version of \(package).",
                zh: "请让包管理器只安装一个版本的 \(package)。")
        }
        let old = list(from, separator: ", ")
        let who = list(requiredBy, separator: ", ")
        let (package, to) = (PlainName.of(package), to.map(PlainName.of))
        let target = to.map { " to \($0)" } ?? ""
        guard !requiredBy.isEmpty else {
            return LocalizedText(
                en: "Upgrade \(package)\(target) everywhere, so that \(old) is no longer needed.",
                zh: "请将所有 \(package) 升级\(to.map { "到 \($0)" } ?? "")，以便不再需要 \(old)。")
        }
        return LocalizedText(
            en: "Upgrade \(who), which requires \(package) \(old), to a version that takes \(to ?? "the other").",
            zh: "\(who) 需要 \(package) \(old)；请升级到支持 \(to ?? "另一版本") 的版本。")
    }

    private static func name(_ package: String, _ version: String?) -> String {
        // With an at sign in it, a word would be an e-mail address, or mention somebody.
        version.map { quoted("\(package)@\($0)") } ?? PlainName.of(package)
    }

    private static func quoted(_ name: String) -> String { ShownName(name).text.en }

    /// How many names a sentence has room for.
    private static let shown = 3

    private static func list(_ names: [String], separator: String) -> String {
        let first = names.prefix(shown).map(quoted).joined(separator: separator)
        return names.count > shown ? "\(first) …" : first
    }
}

/// The remedy in a stored report, as text.
package struct DuplicateRemedyText: Decodable, Sendable {
    package let text: LocalizedText

    package init(from decoder: any Decoder) throws { text = try DuplicateRemedy(from: decoder).text }
}
