extension HeaderFault: Message {
    package var text: LocalizedText {
        switch self {
        case .notAnObject: LocalizedText(en: "must be an object of names and values", zh: "须为名称与值的对象")
        case .noColon: LocalizedText(en: "must be written as `Name: value`", zh: "须写成 `Name: value`")
        case .tooMany(let limit, let count):
            LocalizedText(en: "must be at most \(limit) headers, not \(count)", zh: "最多 \(limit) 个；现在有 \(count) 个")
        case .tooLarge(let limit, let count):
            LocalizedText(
                en: "must have at most \(limit) bytes in total, not \(count)", zh: "合计最多 \(limit) 字节；现在有 \(count) 字节")
        case .duplicate: LocalizedText(en: "must not have the same header twice", zh: "同一请求头出现了两次")
        case .invalidName:
            LocalizedText(en: "is not a valid header name (RFC 9110)", zh: "不是有效的请求头名称（RFC 9110）")
        case .reserved:
            LocalizedText(
                en: "is a header that Perfsee sets itself or that belongs to the connection",
                zh: "是由 Perfsee 自行设置或属于连接的请求头")
        case .controlCharacter:
            LocalizedText(en: "must not contain line breaks or other control characters", zh: "不能含有换行或其他控制字符")
        }
    }
}
