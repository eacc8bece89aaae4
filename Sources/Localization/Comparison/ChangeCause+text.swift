package import BundleAnalysis

extension ChangeCause: Message {
    /// `lodash 4.17.21 +70.7 kB, imported by src/table.ts:3`.
    package var text: LocalizedText {
        let size = change.text
        let title = [name, versionText].compactMap { $0 }.joined(separator: " ")
        let (place, copy) = (importedBy?.place, anotherCopy == true ? path : nil)
        return LocalizedText(
            en: "\(title) \(size.en)" + (copy.map { ", another copy in \($0)" } ?? "")
                + (place.map { ", imported by \($0)" } ?? ""),
            zh: "\(title) \(size.zh)" + (copy.map { "，另一份副本位于 \($0)" } ?? "")
                + (place.map { "，由 \($0) 导入" } ?? ""))
    }

    /// `17.0.2 → 18.2.0` if it is another one than before.
    private var versionText: String? {
        switch (baselineVersion, version) {
        case (let before?, let now?) where before != now: "\(before) → \(now)"
        case (_, let now?): now
        case (let before, nil): state == .removed ? before : nil
        }
    }
}

extension ImportPlace {
    /// `src/table.ts:3`.
    fileprivate var place: String { module + (line.map { ":\($0)" } ?? "") }
}
