package import BundleAnalysis

extension EntryPointDiff {
    /// What changed in what is loaded initially, for the terminal: one line for the entry point, then one for each cause.
    ///
    ///     main +343 kB initial JavaScript: moment 2.30.1 +257 kB, imported by src/table.ts:3
    ///       lodash 4.17.21 +70.7 kB, imported by src/table.ts:4
    ///       other +1.2 kB
    package var lines: [LocalizedText] {
        let account = initialChange
        guard let first = account.causes.first else { return [headline.ending(with: movement)] }
        var lines = [headline.ending(with: first.text)]
        lines += account.causes.dropFirst().map { $0.text.indented }
        if account.other.raw != 0 {
            let other = account.other.text
            lines.append(LocalizedText(en: "other \(other.en)", zh: "其他 \(other.zh)").indented)
        }
        return lines
    }

    /// Of the scripts alone, if they have changed.
    private var headline: LocalizedText {
        let scripts = SizeChange(from: initialJS.baseline ?? zero, to: initialJS.current ?? zero)
        guard scripts.raw != 0 else {
            let size = initialChange.change.text
            return LocalizedText(en: "\(name) \(size.en) initial size", zh: "\(name) 初始大小 \(size.zh)")
        }
        let size = scripts.text
        return LocalizedText(en: "\(name) \(size.en) initial JavaScript", zh: "\(name) 初始 JavaScript \(size.zh)")
    }

    private var zero: AssetSize { AssetSize(.zero) }

    /// A build whose chunks are split in another way: nothing grew.
    private var movement: LocalizedText {
        let (grown, moved) = (change.grown.modules, change.moved.modules)
        return LocalizedText(en: "\(grown) grew, \(moved) moved", zh: "\(grown) 个模块增大，\(moved) 个模块移动")
    }
}

extension LocalizedText {
    fileprivate func ending(with end: LocalizedText) -> LocalizedText {
        LocalizedText(en: "\(en): \(end.en)", zh: "\(zh)：\(end.zh)")
    }

    fileprivate var indented: LocalizedText { LocalizedText(en: "  \(en)", zh: "  \(zh)") }
}
