package import BundleAnalysis

extension ChangeVerdict: Message {
    /// ``+6.7 kB initial JavaScript in `main`, because `src/table.ts` imports lodash``
    package var text: LocalizedText {
        let change = change.text
        switch exceeded.count {
        case 0: return change
        case 1:
            let name = ShownName(exceeded[0]).text
            return LocalizedText(
                en: "The budget \(name.en) is exceeded: \(change.en)", zh: "超出预算 \(name.zh)：\(change.zh)")
        case let count:
            let names = ShownNames(exceeded).text
            return LocalizedText(
                en: "\(count) budgets are exceeded (\(names.en)): \(change.en)",
                zh: "超出 \(count) 项预算（\(names.zh)）：\(change.zh)")
        }
    }
}

extension ChangeVerdict.Change: Message {
    package var text: LocalizedText {
        switch self {
        case .first(let raw, let count, let score):
            let size = ByteText.of(raw)
            let entryPoints = count == 1 ? "1 entry point" : "\(count) entry points"
            return LocalizedText(
                en: "\(size) in \(entryPoints), with a score of \(score); nothing to compare with",
                zh: "\(count) 个入口共 \(size)，评分 \(score)；没有可比较的基线")
        case .unchanged: return LocalizedText(en: "No change in size or score", zh: "大小和评分均无变化")
        case .moved(let count):
            let modules = count == 1 ? "1 module is in another file" : "\(count) modules are in other files"
            return LocalizedText(en: "No change in size: \(modules)", zh: "大小无变化：\(count) 个模块移到了其他文件")
        case .compressed(let gzip, let brotli):
            let (bytes, coding) = gzip.flatMap { $0 == 0 ? nil : ($0, "gzip") } ?? (brotli ?? 0, "brotli")
            let size = Self.signed(bytes)
            return LocalizedText(
                en: "The same size, \(size) when compressed with \(coding)", zh: "大小相同，\(coding) 压缩后 \(size)")
        case .scored(let before, let now):
            return LocalizedText(
                en: "A score of \(now) instead of \(before), no change in size", zh: "评分由 \(before) 变为 \(now)，大小无变化")
        case .changed(let growth): return growth.text
        }
    }

    fileprivate static func signed(_ bytes: Int) -> String { SizeChange(raw: bytes, gzip: nil, brotli: nil).text.en }
}

extension ChangeVerdict.Growth: Message {
    package var text: LocalizedText {
        let (size, subject, reason) = (ChangeVerdict.Change.signed(raw), subject.text, reason?.text)
        let rest = others == 1 ? "1 more entry point changed" : "\(others) more entry points changed"
        return LocalizedText(
            en: "\(size) \(subject.en)" + (reason.map { ", \($0.en)" } ?? "") + (others > 0 ? "; \(rest)" : ""),
            zh: "\(subject.zh) \(size)" + (reason.map { "，\($0.zh)" } ?? "")
                + (others > 0 ? "；另有 \(others) 个入口发生变化" : ""))
    }
}

extension ChangeVerdict.Subject: Message {
    package var text: LocalizedText {
        switch self {
        case .initialScripts(let entryPoint):
            let name = ShownName(entryPoint).text
            return LocalizedText(en: "initial JavaScript in \(name.en)", zh: "\(name.zh) 的初始 JavaScript")
        case .initialFiles(let entryPoint):
            let name = ShownName(entryPoint).text
            return LocalizedText(en: "initial size in \(name.en)", zh: "\(name.zh) 的初始大小")
        case .files(let entryPoint):
            let name = ShownName(entryPoint).text
            return LocalizedText(en: "in other files of \(name.en)", zh: "\(name.zh) 的其他文件")
        case .build: return LocalizedText(en: "in all files", zh: "全部文件")
        }
    }
}

extension ChangeVerdict.Reason: Message {
    package var text: LocalizedText {
        switch self {
        case .newEntryPoint: return LocalizedText(en: "a new entry point", zh: "这是新入口")
        case .removedEntryPoint: return LocalizedText(en: "an entry point that was removed", zh: "该入口已移除")
        case .imported(let name, let isPackage, let place):
            let (name, importer) = (Self.name(name, isPackage), ShownName(place.module).text.en)
            return place.kind == .dynamic
                ? LocalizedText(
                    en: "because \(importer) imports \(name) dynamically", zh: "因为 \(importer) 动态导入了 \(name)")
                : LocalizedText(en: "because \(importer) imports \(name)", zh: "因为 \(importer) 导入了 \(name)")
        case .added(let name, let isPackage):
            let name = Self.name(name, isPackage)
            return LocalizedText(en: "because \(name) is new", zh: "因为新增了 \(name)")
        case .removed(let name, let isPackage):
            let name = Self.name(name, isPackage)
            return LocalizedText(en: "because \(name) was removed", zh: "因为移除了 \(name)")
        case .version(let package, let before, let now):
            let (name, before, now) = (PlainName.of(package), PlainName.of(before), PlainName.of(now))
            return LocalizedText(
                en: "because \(name) went from \(before) to \(now)", zh: "因为 \(name) 由 \(before) 变为 \(now)")
        case .changed(let name, let isPackage):
            let name = Self.name(name, isPackage)
            return LocalizedText(en: "mostly in \(name)", zh: "主要在 \(name) 中")
        }
    }

    /// A package's name reads like a word; a path is in backquotes.
    private static func name(_ name: String, _ isPackage: Bool) -> String {
        isPackage ? PlainName.of(name) : ShownName(name).text.en
    }
}

/// A verdict as the build inspector tells it.
package struct ChangeVerdictText: Decodable, Sendable {
    private let verdict: ChangeVerdict

    package init(from decoder: any Decoder) throws { verdict = try ChangeVerdict(from: decoder) }

    /// - Parameter exceeded: the names of the budgets that are exceeded, which are kept apart from the build's files.
    package func text(exceeding exceeded: [String] = []) -> LocalizedText {
        ChangeVerdict(verdict.change, exceeded: exceeded).text
    }
}
