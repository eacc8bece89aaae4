package import BundleAnalysis
import Foundation

extension AuditWarning: Message {
    package var text: LocalizedText {
        let (title, entryPoint) = (audit.text, entryPoint.text)
        let (value, limit) = (Self.number(value), Self.number(limit))
        return isRelative
            ? LocalizedText(
                en: "\(title.en): \(value) for \(entryPoint.en), worse than the baseline allows (\(limit)).",
                zh: "\(title.zh)：\(entryPoint.zh) 为 \(value)，差于基线所允许的 \(limit)。")
            : LocalizedText(
                en: "\(title.en): \(value) for \(entryPoint.en), less than \(limit).",
                zh: "\(title.zh)：\(entryPoint.zh) 为 \(value)，低于 \(limit)。")
    }

    /// With two decimals.
    private static func number(_ value: Double) -> String {
        String(format: "%.2f", locale: Locale(identifier: "en_US_POSIX"), value)
    }
}
