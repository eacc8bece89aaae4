extension AccountFault: Message {
    package var text: LocalizedText {
        switch self {
        case .notAnEmail:
            LocalizedText(
                en: "must be an email address such as mia@example.com", zh: "须为邮箱地址，例如 mia@example.com")
        case .shortPassword(let minimum):
            LocalizedText(en: "must have at least \(minimum) characters", zh: "至少 \(minimum) 个字符")
        case .longPassword(let limit):
            LocalizedText(en: "must have at most \(limit) bytes", zh: "最多 \(limit) 字节")
        case .otherPassword: LocalizedText(en: "The passwords don't match.", zh: "两次输入的密码不一致。")
        case .wrongPassword: LocalizedText(en: "is not your current password", zh: "与当前密码不符")
        case .digitsOnly: LocalizedText(en: "must not consist of digits only", zh: "不能只包含数字")
        case .unknownEmail:
            LocalizedText(
                en: "No account uses this email. Ask an administrator to invite them.", zh: "没有使用此邮箱的账号。可请管理员邀请。")
        case .unknownName: LocalizedText(en: "No application has this name.", zh: "没有此名称的应用。")
        case .unconfirmedName: LocalizedText(en: "The name does not match.", zh: "与应用名称不符。")
        }
    }
}
