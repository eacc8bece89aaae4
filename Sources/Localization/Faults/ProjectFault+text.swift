extension ProjectFault: Message {
    package var text: LocalizedText {
        switch self {
        case .idCharacters:
            LocalizedText(
                en: "must consist of a-z, 0-9, - and _, and not of digits only", zh: "只能包含 a-z、0-9、- 和 _，且不能全为数字")
        case .reservedID:
            LocalizedText(
                en: "is reserved for a page of this server; choose another", zh: "与本服务器的页面路径冲突，请另选一个")
        case .notARepositoryURL:
            LocalizedText(
                en: "must be the repository's https URL, such as https://git.example.com/acme/shop",
                zh: "须为仓库的 https 地址，例如 https://git.example.com/acme/shop")
        case .invalidPattern:
            LocalizedText(
                en: "is not a valid regular expression between its slashes", zh: "斜杠之间不是有效的正则表达式")
        case .unconfirmedID: LocalizedText(en: "The ID does not match.", zh: "与项目 ID 不符。")
        }
    }
}
