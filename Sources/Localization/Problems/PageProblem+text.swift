extension PageProblem: Message {
    package var text: LocalizedText {
        switch self {
        case .noPage:
            LocalizedText(en: "This page does not exist.", zh: "此页面不存在。")
        case .noProject(let slug):
            LocalizedText(
                en: "Project \(slug) does not exist, or you don't have access to it.", zh: "项目 \(slug) 不存在，或您无权访问。")
        case .noApplication:
            LocalizedText(en: "This application does not exist.", zh: "没有该应用。")
        case .noAccount:
            LocalizedText(en: "This account does not exist.", zh: "没有该账号。")
        case .noToken:
            LocalizedText(en: "This token does not exist.", zh: "没有该令牌。")
        case .administratorsOnly:
            LocalizedText(en: "Only administrators of this server can open this page.", zh: "此页面仅供服务器管理员使用。")
        case .projectCreatorsOnly:
            LocalizedText(
                en: """
                    On this server, only administrators can create projects. Ask one of them to create yours, or to let \
                    every account create projects.
                    """,
                zh: "在此服务器上，只有管理员可以创建项目。请联系管理员代为创建，或请其允许所有账号创建项目。")
        case .noSession:
            LocalizedText(en: "This session has already ended.", zh: "此会话已结束。")
        case .projectAdminsOnly(let project):
            LocalizedText(
                en: "Only admins of the project \(project) can do this. Ask one of them for the admin role.",
                zh: "在项目 \(project) 中，这仅限管理员。请向管理员申请 admin 角色。")
        case .expiredForm:
            LocalizedText(
                en: """
                    This form has expired because you signed in or out since you opened it. Go back, reload the page \
                    and submit it again.
                    """,
                zh: "此表单已失效：打开之后登录状态发生了变化。请返回并刷新页面后重新提交。")
        case .usedLink:
            LocalizedText(
                en: """
                    This link has expired or was already used. Ask an administrator for a new one, or run \
                    `perfsee admin link` on the server.
                    """,
                zh: "此链接已被使用或已过期。请向管理员索取新链接，或在服务器本机上运行 `perfsee admin link`。")
        case .ownAccount:
            LocalizedText(
                en: "You can't remove your own account. Ask another administrator.", zh: "不能移除自己的账号。请联系其他管理员。")
        }
    }
}
