extension CapacityProblem: Message {
    package var text: LocalizedText {
        switch self {
        case .requests:
            LocalizedText(
                en: "Too many requests from this account or address are in progress. Try again in a few seconds.",
                zh: "该账号或地址正在处理的请求过多；请过几秒再试。")
        case .bodies:
            LocalizedText(
                en: """
                    Too many request bodies from this account or address are being received. Try again in a few seconds.
                    """,
                zh: "正在从该账号或地址接收的请求正文过多；请过几秒再试。")
        case .bodyMemory:
            LocalizedText(
                en: "The server is receiving too many request bodies at once. Try again in a few seconds.",
                zh: "服务器正在接收的请求正文过多；请过几秒再试。")
        case .streams(let reader):
            LocalizedText(
                en: "Too many event streams are open \(reader.place.en). Close one, or try again later.",
                zh: "\(reader.place.zh)打开的事件流过多。请关闭一个，或稍后再试。")
        case .uploads:
            LocalizedText(
                en: "Too many uploads are in progress. Try again in a few seconds.", zh: "正在进行的上传过多；请过几秒再试。")
        case .writes:
            LocalizedText(
                en: "Too many writes are waiting. Try again in a few seconds.", zh: "等待写入的内容过多；请过几秒再试。")
        case .signIns:
            LocalizedText(
                en: "Too many people are signing in at the same time. Try again in a few seconds.",
                zh: "同时登录的人数过多；请过几秒再试。")
        case .guessedNames(let minutes):
            LocalizedText(
                en:
                    "You tried too many emails or names. Try again in \(minutes) \(minutes == 1 ? "minute" : "minutes").",
                zh: "尝试的邮箱或名称过多。请在 \(minutes) 分钟后重试。")
        case .newProjects(let limit, let minutes):
            LocalizedText(
                en: """
                    An account can create \(limit) projects a day. Try again in \
                    \(minutes > 60 ? "\((minutes + 59) / 60) hours" : minutes == 1 ? "1 minute" : "\(minutes) minutes"), or \
                    ask an administrator of the server.
                    """,
                zh: """
                    每个账号每天最多创建 \(limit) 个项目。请在\
                    \(minutes > 60 ? " \((minutes + 59) / 60) 小时" : " \(minutes) 分钟")后重试，或联系服务器管理员。
                    """)
        case .storageUnavailable:
            LocalizedText(
                en: "The storage can't be reached or written to. Try again in a few seconds.",
                zh: "无法访问或写入存储；请过几秒再试。")
        case .databaseDiskFull:
            LocalizedText(
                en: "The database's disk is full. Contact the server's operator.", zh: "数据库所在磁盘已满。请告知服务器的运维人员。")
        case .buildDiskFull:
            LocalizedText(
                en: """
                    The server's disk is nearly full, so builds are not accepted. Try again later, and contact \
                    the server's operator.
                    """,
                zh: "服务器磁盘即将用尽，暂不接受构建。请稍后再试，并告知服务器的运维人员。")
        }
    }
}

extension CapacityProblem.StreamReader {
    /// Where the streams are open.
    fileprivate var place: LocalizedText {
        switch self {
        case .token: LocalizedText(en: "with this token", zh: "此令牌")
        case .session: LocalizedText(en: "in this browser", zh: "此浏览器")
        case .account: LocalizedText(en: "for this account", zh: "此账号")
        case .address: LocalizedText(en: "from this address", zh: "此地址")
        case .server: LocalizedText(en: "on this server", zh: "此服务器")
        }
    }
}
