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
                en: "The file is neither a tar nor a zip archive. \(Self.supported.en)",
                zh: "该文件既不是 tar 包，也不是 zip 包。\(Self.supported.zh)")
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
        case .damagedZip(let byte):
            let byte = GroupedNumber.of(byte)
            return LocalizedText(
                en: "The archive is damaged at byte \(byte): expected a record of a zip archive. Pack it again.",
                zh: "压缩包在第 \(byte) 字节处损坏：此处应为 zip 记录。请重新打包。")
        case .splitZip:
            return LocalizedText(
                en: "The file is one part of a split zip archive. Pack the build as a single file.",
                zh: "该文件是分卷 zip 包的一部分。请将构建打包为单个文件。")
        case .encryptedMember(let name):
            let name = name.text
            return LocalizedText(
                en: "The archive's member \(name.en) is encrypted. Pack the build without a password.",
                zh: "压缩包中的成员 \(name.zh) 已加密。请在打包时不设置密码。")
        case .unsupportedMethod(let name, let method):
            let name = name.text
            return LocalizedText(
                en: "The archive's member \(name.en) is compressed by a method that is not supported (\(method)). "
                    + "Use deflate, which is what `zip` uses by default.",
                zh: "压缩包中的成员 \(name.zh) 使用了不受支持的压缩方法（\(method)）。请使用 deflate，即 `zip` 的默认方法。")
        case .overlappingMember(let name):
            let name = name.text
            return LocalizedText(
                en: "The data of the archive's member \(name.en) overlaps with other data. "
                    + "Such archives are refused: pack it again.",
                zh: "压缩包中成员 \(name.zh) 的数据与其他数据重叠。此类压缩包会被拒绝：请重新打包。")
        case .unsafePath(let problem):
            let problem = problem.text
            return LocalizedText(
                en: "The archive has a member \(problem.en). Such archives are refused: "
                    + "pack the build's own folder with relative paths.",
                zh: "压缩包中有成员\(problem.zh)。此类压缩包会被拒绝：请使用相对路径打包构建自身的目录。")
        case .unsupportedMember(let name, let kind):
            let (name, advice, kind) = (name.text, Self.advice(on: kind), kind.text)
            return LocalizedText(
                en: "The archive's member \(name.en) is \(kind.en). Only files and folders are supported: \(advice.en)",
                zh: "压缩包中的成员 \(name.zh) 是\(kind.zh)。只支持文件和目录：\(advice.zh)")
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

    /// The end of a sentence.
    private static func advice(on kind: MemberKind) -> LocalizedText {
        switch kind {
        case .hardLink:
            LocalizedText(
                en: "leave it out, or pack it as a file of its own (`tar --hard-dereference`).",
                zh: "请将其移除，或将其打包为独立的文件（`tar --hard-dereference`）。")
        case .link, .symbolicLink:
            LocalizedText(
                en: "leave it out, or pack what it points to (`tar --dereference`, or `zip` without `--symlinks`).",
                zh: "请将其移除，或打包其指向的内容（`tar --dereference`，或不带 `--symlinks` 的 `zip`）。")
        case .sparseFile:
            LocalizedText(
                en: "leave it out, or pack it without `--sparse`.", zh: "请将其移除，或在打包时不使用 `--sparse`。")
        case .device, .namedPipe, .other: LocalizedText(en: "leave it out.", zh: "请将其移除。")
        }
    }

    private static let supported = LocalizedText(
        en: "Use a tar archive, plain or compressed with gzip or zstd, or a zip archive.",
        zh: "请使用 tar 包（可用 gzip 或 zstd 压缩）或 zip 包。")
}
