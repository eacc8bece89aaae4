package import Domain

extension ArtifactProblem: Message {
    package var text: LocalizedText {
        switch self {
        case .gaveUp(let tries):
            LocalizedText(
                en: "The analysis was tried \(tries) times and never finished. "
                    + "Upload a smaller build, or ask an operator to check the server's log.",
                zh: "分析已尝试 \(tries) 次，均未完成。请上传较小的构建，或请运维人员查看服务器日志。")
        case .tookTooLong(let minutes):
            LocalizedText(
                en: "The analysis exceeded the limit of \(minutes) minutes. Upload a smaller build.",
                zh: "分析用时超过上限 \(minutes) 分钟。请上传较小的构建。")
        case .archiveGone:
            LocalizedText(
                en: "The uploaded archive no longer exists. Upload it again.", zh: "上传的压缩包已不存在。请重新上传。")
        }
    }
}
