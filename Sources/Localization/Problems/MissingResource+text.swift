import Domain

extension MissingResource: Message {
    package var text: LocalizedText {
        switch self {
        case .path:
            LocalizedText(en: "This path does not exist.", zh: "此路径不存在。")
        case .target:
            LocalizedText(en: "It does not exist, or was deleted in the meantime.", zh: "该内容不存在，或已被删除。")
        case .project(let slug):
            LocalizedText(
                en: "Project \(slug) does not exist, or this token has no access to it.",
                zh: "项目 \(slug) 不存在，或此令牌无权访问。")
        case .uploadProject(let slug):
            // What Perfsee's own server answers: build plugins show it.
            LocalizedText(
                en: "Project \(slug) not found. Did you forget to create it?", zh: "找不到项目 \(slug)。是否忘记创建？")
        case .application(let id):
            LocalizedText(
                en: "Application \(id) does not exist, or this token has no access to it.",
                zh: "应用 \(id) 不存在，或此令牌无权访问。")
        case .account:
            LocalizedText(
                en: """
                    No account has this ID, or this token has no access to it. Add people by their email and \
                    applications by their name.
                    """,
                zh: "没有此 ID 的账号，或此令牌无权访问。请用邮箱添加人员，用名称添加应用。")
        case .member:
            LocalizedText(en: "This account is not a member of the project.", zh: "该账号不是此项目的成员。")
        case .token:
            LocalizedText(en: "This account has no such token.", zh: "此账号没有该令牌。")
        case .webhook(of: .project):
            LocalizedText(en: "This webhook does not exist in this project.", zh: "此项目没有该 Webhook。")
        case .webhook(of: .application):
            LocalizedText(en: "This application has no such webhook.", zh: "此应用没有该 Webhook。")
        case .delivery(of: .project):
            LocalizedText(en: "This delivery does not exist in this project.", zh: "此项目没有该投递。")
        case .delivery(of: .application):
            LocalizedText(en: "This application has no such delivery.", zh: "此应用没有该投递。")
        case .replay:
            LocalizedText(en: "This webhook has no such replay.", zh: "此 Webhook 没有该重放。")
        case .event:
            LocalizedText(en: "This event does not exist in this project.", zh: "此项目没有该事件。")
        case .artifact:
            LocalizedText(en: "This artifact does not exist in this project.", zh: "此项目没有该构建产物。")
        case .artifactFile(let file, let status):
            LocalizedText(
                en: "The artifact has no \(file.rawValue): its status is \(status.rawValue).",
                zh: "该构建产物没有 \(file.rawValue) 文件：其状态为 \(status.rawValue)。")
        case .comparable(let status):
            LocalizedText(
                en: "Only artifacts that passed can be compared; this one's status is \(status.rawValue).",
                zh: "只有已通过的构建产物可以比较；该构建产物的状态为 \(status.rawValue)。")
        case .baseline:
            LocalizedText(
                en: "The artifact has no baseline. Set `against` to the ID of the artifact to compare it with.",
                zh: "该构建产物没有基线。请用 `against` 指定要与之比较的构建产物 ID。")
        case .storedFile(let file):
            LocalizedText(
                en: "The artifact's \(file.rawValue) is no longer stored.", zh: "该构建产物的 \(file.rawValue) 文件已不再保存。")
        }
    }
}
