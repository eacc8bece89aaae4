package import BundleAnalysis

extension MemberKind: Message {
    /// After "is": `a link`.
    package var text: LocalizedText {
        switch self {
        case .link: LocalizedText(en: "a link", zh: "链接")
        case .hardLink: LocalizedText(en: "a hard link", zh: "硬链接")
        case .symbolicLink: LocalizedText(en: "a symbolic link", zh: "符号链接")
        case .device: LocalizedText(en: "a device", zh: "设备")
        case .namedPipe: LocalizedText(en: "a named pipe", zh: "命名管道")
        case .sparseFile: LocalizedText(en: "a sparse file", zh: "稀疏文件")
        case .other: LocalizedText(en: "neither a file nor a folder", zh: "既非文件也非目录的内容")
        }
    }
}
