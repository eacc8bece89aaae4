package import BundleAnalysis

extension ArchiveProblem: Message {
    package var text: LocalizedText {
        switch self {
        case .empty:
            return LocalizedText(
                en: "The archive contains no files. Pack the build's output folder.",
                zh: "压缩包中没有文件。请打包构建的输出目录。")
        case .notTar:
            return LocalizedText(
                en: "The file is not a tar archive. \(Self.supported.en)",
                zh: "该文件不是 tar 包。\(Self.supported.zh)")
        case .unsupported(let form):
            let form = form.text
            return LocalizedText(
                en: "The file is \(form.en), which is not supported. \(Self.supported.en)",
                zh: "文件格式（\(form.zh)）不受支持。\(Self.supported.zh)")
        case .cutOff:
            return LocalizedText(
                en: "The archive is incomplete: its end marker is missing. Pack and upload it again.",
                zh: "压缩包不完整：缺少结束标记。请重新打包并上传。")
        case .damaged(let byte):
            let byte = GroupedNumber.of(byte)
            return LocalizedText(
                en: "The archive is damaged at byte \(byte): expected a tar header. Pack it again.",
                zh: "压缩包在第 \(byte) 字节处损坏：此处应为 tar 头。请重新打包。")
        case .unsafePath(let problem):
            let problem = problem.text
            return LocalizedText(
                en: "The archive has a member \(problem.en). Such archives are refused: "
                    + "pack the build's own folder with relative paths.",
                zh: "压缩包中有成员\(problem.zh)。此类压缩包会被拒绝：请使用相对路径打包构建自身的目录。")
        case .unsupportedMember(let name, let kind):
            let (name, kind) = (name.text, kind.text)
            return LocalizedText(
                en: "The archive's member \(name.en) is \(kind.en). Only files and folders are supported: "
                    + "leave it out, or pack what it points to (`tar --dereference`).",
                zh: "压缩包中的成员 \(name.zh) 是\(kind.zh)。只支持文件和目录：请将其移除，或打包其指向的内容（`tar --dereference`）。")
        case .tooManyMembers(let limit):
            let limit = GroupedNumber.of(limit)
            return LocalizedText(
                en: "The archive exceeds the limit of \(limit) members. Pack fewer files.",
                zh: "压缩包的成员超过上限 \(limit) 个。请减少文件数量。")
        case .nameTooLong(let limit):
            let limit = ByteLimit(limit).text
            return LocalizedText(
                en: "The archive has a member whose name exceeds the limit of \(limit.en). Shorten it.",
                zh: "压缩包中有名称超过上限 \(limit.zh)的成员。请缩短其名称。")
        case .headerTooLarge(let limit):
            let limit = ByteLimit(limit).text
            return LocalizedText(
                en: "The archive has an extended header that exceeds the limit of \(limit.en). "
                    + "Pack it without extended attributes.",
                zh: "压缩包中有超过上限 \(limit.zh)的扩展头。请在打包时不包含扩展属性。")
        case .tooLarge(let limit):
            let limit = ByteLimit(limit).text
            return LocalizedText(
                en: "Unpacked, the archive exceeds the limit of \(limit.en). Pack fewer or smaller files.",
                zh: "压缩包解压后超过上限 \(limit.zh)。请减少文件数量或大小。")
        case .pathsTooLong(let limit):
            let limit = ByteLimit(limit).text
            return LocalizedText(
                en: "The paths of all members together exceed the limit of \(limit.en). "
                    + "Pack fewer files, or shorten the names of their folders.",
                zh: "压缩包成员的路径合计超过上限 \(limit.zh)。请减少文件数量，或缩短目录名称。")
        }
    }

    private static let supported = LocalizedText(
        en: "Use a tar archive, optionally compressed with gzip.", zh: "请使用 tar 包（可用 gzip 压缩）。")
}
