package import BundleAnalysis

extension UnsupportedForm: Message {
    /// After "is": `a zip archive`.
    package var text: LocalizedText {
        switch self {
        case .zip: LocalizedText(en: "a zip archive", zh: "zip 压缩包")
        case .zstd: LocalizedText(en: "compressed with zstd", zh: "zstd 压缩文件")
        case .xz: LocalizedText(en: "compressed with xz", zh: "xz 压缩文件")
        case .bzip2: LocalizedText(en: "compressed with bzip2", zh: "bzip2 压缩文件")
        case .sevenZip: LocalizedText(en: "a 7z archive", zh: "7z 压缩包")
        case .rar: LocalizedText(en: "a rar archive", zh: "rar 压缩包")
        }
    }
}
