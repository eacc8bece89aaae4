package import BundleAnalysis

extension FolderProblem: Message {
    package var text: LocalizedText {
        switch self {
        case .unreadable(let folder):
            let folder = folder.text
            return LocalizedText(
                en: "The folder \(folder.en) can't be read. Check that it exists and that you have access to it.",
                zh: "无法读取目录 \(folder.zh)。请确认它存在且您有权访问。")
        case .tooManyFiles(let limit):
            let limit = GroupedNumber.of(limit)
            return LocalizedText(
                en: "The folder exceeds the limit of \(limit) files. Specify only the build's output folder.",
                zh: "目录中的文件超过上限 \(limit) 个。请只指定构建的输出目录。")
        case .noBuild:
            return LocalizedText(
                en: "The folder contains no build output. Specify the build's output folder.",
                zh: "目录中没有构建的输出。请指定构建的输出目录。")
        case .nothingToPack(let folder, let leftOut):
            let (folder, others) = (folder.text, leftOut.isEmpty ? nil : leftOut.text)
            return LocalizedText(
                en: "The folder \(folder.en) has no files to upload. Build the project first, or specify the "
                    + "build's output folder." + (others.map { " \($0.en)" } ?? ""),
                zh: "目录 \(folder.zh) 中没有可上传的文件。请先构建项目，或指定构建的输出目录。\(others?.zh ?? "")")
        case .shrank(let file):
            let file = file.text
            return LocalizedText(
                en: "The file \(file.en) became shorter while it was packed. Try again once the build is done.",
                zh: "文件 \(file.zh) 在打包时变短。请在构建完成后重试。")
        case .foreignStats(let file):
            let file = file.text
            return LocalizedText(
                en: "The stats in \(file.en) name none of the files in the folder: they belong to another build. "
                    + "Build the project again, specify its output folder, or delete the stats.",
                zh: "\(file.zh) 中的 stats 未列出目录中的任何文件：它们属于另一个构建。请重新构建项目、指定其输出目录，或删除这些 stats。")
        }
    }
}
