import Domain

extension AccessProblem: Message {
    package var text: LocalizedText {
        switch self {
        case .missingToken:
            LocalizedText(
                en: "This requires a token. Send it as Authorization: Bearer <token>.",
                zh: "此操作需要令牌。请以 Authorization: Bearer <token> 发送。")
        case .malformedAuthorization:
            LocalizedText(
                en: "The Authorization header must have the form Bearer <token>.",
                zh: "Authorization 请求头的格式须为 Bearer <token>。")
        case .invalidToken:
            LocalizedText(en: "The token is unknown, expired or revoked.", zh: "令牌不存在、已过期或已吊销。")
        case .project(let slug, let need):
            LocalizedText(
                en: "In the project \(slug), this requires \(need.requirement.en).",
                zh: "在项目 \(slug) 中，此操作要求：\(need.requirement.zh)。")
        case .listingProjects:
            LocalizedText(
                en: "Listing projects requires a token with the `read` or `admin` scope.",
                zh: "列出项目需要具有 read 或 admin 权限的令牌。")
        case .application:
            LocalizedText(
                en: "This requires a token with the `admin` scope that is not limited to a project.",
                zh: "此操作需要具有 admin 权限且不限于单个项目的令牌。")
        case .instance:
            LocalizedText(
                en: """
                    This requires an administrator of the server, and a token with the `admin` scope that is not limited \
                    to a project.
                    """,
                zh: "此操作仅限服务器管理员，且令牌须具有 admin 权限、不限于单个项目。")
        case .creatingProject(.administrators):
            LocalizedText(
                en: """
                    On this server, creating a project requires an administrator of the server, and a token with the \
                    `admin` scope that is not limited to a project. Administrators can let every account create projects.
                    """,
                zh: "在此服务器上，创建项目仅限服务器管理员，且令牌须具有 admin 权限、不限于单个项目。管理员可允许所有账号创建项目。")
        case .creatingProject(.everyone):
            LocalizedText(
                en: "Creating a project requires a token with the `admin` scope that is not limited to a project.",
                zh: "创建项目需要具有 admin 权限且不限于单个项目的令牌。")
        case .ownEventType(let type):
            LocalizedText(
                en:
                    "\(type) is one of Perfsee's own event types. Publishing it requires a token with the `admin` scope.",
                zh: "\(type) 是 Perfsee 自身的事件类型。发布它需要具有 admin 权限的令牌。")
        case .upload:
            // What Perfsee's own server answers: build plugins show it.
            LocalizedText(en: "Invalid build uploading token.", zh: "上传构建的令牌无效。")
        case .creatingToken:
            LocalizedText(
                en: "Creating a token requires a token with the `admin` scope.", zh: "创建令牌需要具有 admin 权限的令牌。")
        case .outlivingToken(let end):
            LocalizedText(
                en: "A token can't create one that expires later than itself. This one expires at \(end.iso8601).",
                zh: "令牌不能创建比自身更晚过期的令牌。此令牌于 \(end.iso8601) 过期。")
        case .revokingToken:
            LocalizedText(
                en: "Revoking a token requires a token with the `admin` scope, or the token itself.",
                zh: "吊销令牌需要具有 admin 权限的令牌，或该令牌本身。")
        case .keepingDescendants:
            LocalizedText(
                en: """
                    A token can't keep its own descendants, and neither can a token that it created. Use a token that \
                    it didn't create.
                    """,
                zh: "令牌及由其创建的令牌都不能保留其后代。请使用不是由它创建的令牌。")
        }
    }
}

extension Access.Need {
    /// What a caller has to have, after "requires".
    fileprivate var requirement: LocalizedText {
        switch self {
        case .read:
            LocalizedText(en: "a token with the `read` or `admin` scope", zh: "具有 read 或 admin 权限的令牌")
        case .upload:
            LocalizedText(
                en: "the `admin` role and a token with the `upload` or `admin` scope",
                zh: "admin 角色，以及具有 upload 或 admin 权限的令牌")
        case .publish:
            LocalizedText(
                en: "the `admin` role and a token with the `publish` or `admin` scope",
                zh: "admin 角色，以及具有 publish 或 admin 权限的令牌")
        case .admin:
            LocalizedText(
                en: "the `admin` role and a token with the `admin` scope", zh: "admin 角色，以及具有 admin 权限的令牌")
        }
    }
}
