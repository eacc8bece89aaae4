package import BundleAnalysis
import Foundation

extension MachineCause: Message {
    /// The end of a sentence, without its period.
    package var text: LocalizedText {
        switch self {
        case .system(let errno):
            let words = String(cString: strerror(errno))
            return LocalizedText(en: words, zh: "系统错误 \(errno)（\(words)）")
        case .diskNearlyFull: return LocalizedText(en: "the disk is nearly full", zh: "磁盘即将写满")
        case .outOfMemory: return LocalizedText(en: "out of memory", zh: "内存不足")
        case .library(let code):
            return LocalizedText(en: "the compression library failed (code \(code))", zh: "压缩库出错（代码 \(code)）")
        case .unknown: return LocalizedText(en: "unknown error", zh: "未知错误")
        }
    }
}
