package import BundleAnalysis

extension MachineOperation: Message {
    /// After "could not": `open a temporary file`.
    package var text: LocalizedText {
        switch self {
        case .openFile(let name):
            let name = name.text
            return LocalizedText(en: "open \(name.en)", zh: "打开 \(name.zh)")
        case .openTemporaryFile: return LocalizedText(en: "open a temporary file", zh: "打开临时文件")
        case .readFile: return LocalizedText(en: "read a file", zh: "读取文件")
        case .readTemporaryFile: return LocalizedText(en: "read a temporary file", zh: "读取临时文件")
        case .createFile: return LocalizedText(en: "create a file", zh: "创建文件")
        case .writeFile: return LocalizedText(en: "write a file", zh: "写入文件")
        case .mapTemporaryFile: return LocalizedText(en: "map a temporary file into memory", zh: "将临时文件映射到内存")
        case .createTemporaryFolder: return LocalizedText(en: "create a temporary folder", zh: "创建临时目录")
        case .compress: return LocalizedText(en: "compress data", zh: "压缩数据")
        case .decompress: return LocalizedText(en: "decompress data", zh: "解压数据")
        }
    }
}
