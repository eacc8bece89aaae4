package import Domain

extension BuildInspectionFailure: Message {
    package var text: LocalizedText {
        switch self {
        case .busy:
            LocalizedText(
                en: "Too many builds are being compared. Try again in a few seconds.", zh: "正在比较的构建过多；请过几秒再试。")
        case .cancelled: LocalizedText(en: "The request was canceled.", zh: "请求已取消。")
        case .storageUnavailable:
            LocalizedText(en: "The storage can't be reached. Try again in a few seconds.", zh: "无法访问存储；请过几秒再试。")
        case .missing(.imports):
            LocalizedText(
                en: "The artifact was analyzed by a version that did not store its imports. Analyze it again.",
                zh: "分析该构建产物的版本未保存其导入关系。请重新分析。")
        case .missing(let file):
            LocalizedText(
                en: "The artifact's \(file.rawValue) is no longer stored.", zh: "该构建产物的 \(file.rawValue) 文件已不再保存。")
        case .tooLarge(let file, let limit):
            LocalizedText(
                en: "The artifact's \(file.rawValue) is too large to be examined: more than \(limit >> 20) MiB.",
                zh: "该构建产物的 \(file.rawValue) 文件超过 \(limit >> 20) MiB，过大而无法检查。")
        case .unreadable(let file):
            LocalizedText(
                en: "The artifact's \(file.rawValue) can't be read. Analyze the artifact again.",
                zh: "无法读取该构建产物的 \(file.rawValue) 文件。请重新分析该构建产物。")
        case .notInBuild:
            LocalizedText(en: "The artifact has no entry point or file of that name.", zh: "该构建产物中没有此名称的入口或文件。")
        }
    }
}
