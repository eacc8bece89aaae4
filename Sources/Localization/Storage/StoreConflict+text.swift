package import Storage

extension StoreConflict: Message {
    package var text: LocalizedText {
        switch self {
        case .slugTaken(let slug):
            LocalizedText(
                en:
                    "The ID \(slug) is taken: another project uses it, or used it before it was deleted. Choose another ID.",
                zh: "ID \(slug) 正被或曾被其他项目使用。请另选一个。")
        case .applicationNameTaken(let name):
            LocalizedText(
                en: "Another application is already called \(name). Choose another name.",
                zh: "已有名为 \(name) 的其他应用。请另选名称。")
        case .emailTaken: LocalizedText(en: "Another account already uses this email.", zh: "此邮箱已被其他账号使用。")
        case .alreadyMember:
            LocalizedText(
                en: "This account is already a member. Change its role instead.", zh: "该账号已经是成员。请直接更改其角色。")
        case .lastAdministrator:
            LocalizedText(
                en: "The server must have at least one administrator. Make another account an administrator first.",
                zh: "服务器至少须有一名管理员。请先将其他账号设为管理员。")
        case .webhookDisabled:
            LocalizedText(en: "The webhook is disabled. Enable it first.", zh: "此 Webhook 已停用。请先启用。")
        case .noPreparedSecret:
            LocalizedText(
                en: "The webhook has no prepared secret. Prepare one first.", zh: "此 Webhook 没有已准备的密钥。请先准备一个。")
        case .tokenExists: LocalizedText(en: "This token already exists.", zh: "该令牌已存在。")
        case .artifactBeingAnalyzed:
            LocalizedText(
                en: "The artifact is being analyzed, or waits for its turn. Try again once its analysis has ended.",
                zh: "此构建产物正在分析或等待分析。请在分析结束后重试。")
        case .nothingToAccept:
            LocalizedText(
                en: "There is nothing to accept: the artifact exceeds no budget, or its excess was accepted already.",
                zh: "没有可接受的内容：此构建产物没有超出任何预算，或其超出部分已被接受。")
        case .artifactBuildGone:
            LocalizedText(
                en: "The artifact's build is no longer stored, so it cannot be analyzed again. Upload it again.",
                zh: "此构建产物的构建文件已不再保存，无法重新分析。请重新上传。")
        case .deliverySending: LocalizedText(en: "The delivery is being sent now.", zh: "此投递正在发送。")
        case .deliveryWebhookDeleted:
            LocalizedText(en: "The delivery's webhook was deleted.", zh: "此投递的 Webhook 已被删除。")
        case .deliveryWebhookDisabled:
            LocalizedText(
                en: "The delivery's webhook is disabled. Enable it first.", zh: "此投递的 Webhook 已停用。请先启用。")
        case .applicationNotMember(let project):
            LocalizedText(
                en: "The application is no longer a member of the project \(project). Add it again first.",
                zh: "该应用已不是项目 \(project) 的成员。请先将其重新加入。")
        }
    }
}
