package import BundleAnalysis

extension CompressionProblem {
    package func text(of file: CompressedFile) -> LocalizedText {
        let file = file.text
        switch self {
        case .cutOff:
            return LocalizedText(
                en: "\(file.en) is incomplete: its compressed data ends too early. Pack and upload it again.",
                zh: "\(file.zh)不完整：压缩数据提前结束。请重新打包并上传。")
        case .damaged:
            return LocalizedText(
                en: "\(file.en) is damaged: its compressed data can't be decompressed. Pack and upload it again.",
                zh: "\(file.zh)已损坏：压缩数据无法解压。请重新打包并上传。")
        case .tooLarge(let limit):
            let limit = ByteLimit(limit).text
            return LocalizedText(
                en: "\(file.en) decompresses to more than the limit of \(limit.en). Pack fewer or smaller files.",
                zh: "\(file.zh)解压后超过上限 \(limit.zh)。请减少文件数量或大小。")
        case .ratio(let limit):
            let limit = GroupedNumber.of(limit)
            return LocalizedText(
                en: "\(file.en) decompresses to more than \(limit) times its size, which is the limit. "
                    + "Leave out files that contain little but repetition, or use a lower compression level.",
                zh: "\(file.zh)解压后超过其大小的 \(limit) 倍（上限）。请去掉内容大量重复的文件，或降低压缩级别。")
        case .windowTooLarge(let limit):
            let limit = ByteLimit(limit).text
            return LocalizedText(
                en: "\(file.en) takes more memory to decompress than the limit of \(limit.en). "
                    + "Compress it with a smaller window (`zstd --long=27`, or without `--long`).",
                zh: "解压\(file.zh)所需的内存超过上限 \(limit.zh)。请使用更小的窗口压缩（`zstd --long=27`，或不带 `--long`）。")
        }
    }
}
