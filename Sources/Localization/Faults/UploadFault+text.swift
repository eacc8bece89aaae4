extension UploadFault: Message {
    package var text: LocalizedText {
        switch self {
        case .missing(let name):
            // What Perfsee's own server answers.
            LocalizedText(en: "\(name) is required, but got undefined", zh: "缺少必填参数 \(name)")
        case .notUTF8(let name):
            LocalizedText(en: "\(name) must be valid UTF-8", zh: "\(name) 须为有效的 UTF-8")
        case .text(let name, let fault):
            LocalizedText(en: "\(name) \(fault.text.en)", zh: "\(name) \(fault.text.zh)")
        case .notAnEmail(let name):
            LocalizedText(en: "\(name) must be an email address", zh: "\(name) 须为邮箱地址")
        case .otherRepository(let given, let expected, let project):
            LocalizedText(
                en: "The build is from \(given), but the project \(project) belongs to \(expected).",
                zh: "构建来自 \(given)，而项目 \(project) 属于 \(expected)。")
        }
    }
}
