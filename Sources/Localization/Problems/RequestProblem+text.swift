extension RequestProblem: Message {
    package var text: LocalizedText {
        switch self {
        case .notHTTP:
            LocalizedText(en: "This is not a valid HTTP/1.1 request.", zh: "这不是有效的 HTTP/1.1 请求。")
        case .invalidHost:
            LocalizedText(en: "The Host header is not a valid host.", zh: "Host 请求头不是有效的主机。")
        case .severalHosts(let count):
            LocalizedText(
                en: "The request has \(count) Host headers. Send exactly one.",
                zh: "请求含有 \(count) 个 Host 请求头。请只发送一个。")
        case .missingHost:
            LocalizedText(
                en: "The request has no Host header. HTTP/1.1 requires one.",
                zh: "请求缺少 Host 请求头，而 HTTP/1.1 要求提供。")
        case .slowHead:
            LocalizedText(
                en: "The request head arrived too slowly. Send the request again.", zh: "请求头传输过慢。请重新发送。")
        case .slowBody(let minimum):
            LocalizedText(
                en: """
                    The request body arrived too slowly: at least \(minimum) bytes per second are required. Send the \
                    request again.
                    """,
                zh: "请求正文传输过慢：每秒至少须有 \(minimum) 字节。请重新发送。")
        case .brokenOff:
            LocalizedText(
                en: "The request was cut off or is malformed. Send it again.", zh: "请求中断或格式有误。请重新发送。")
        case .methodNotAllowed(let allowed):
            LocalizedText(
                en: "This path only supports \(allowed.joined(separator: ", ")).",
                zh: "此路径仅支持 \(allowed.joined(separator: "、"))。")
        case .bodyTooLarge(let limit):
            LocalizedText(
                en: "The body is larger than the limit of \(limit) bytes.", zh: "请求正文超过上限 \(limit) 字节。")
        case .bodyEndedEarly(let received, let announced):
            LocalizedText(
                en: "The body ended after \(received) of the \(announced) announced bytes. Send the request again.",
                zh: "请求正文声明为 \(announced) 字节，但只收到 \(received) 字节。请重新发送。")
        case .notJSON(let fault):
            fault.text(about: LocalizedText(en: "The body", zh: "请求正文"))
        case .notAnObject:
            LocalizedText(en: "The body must be a JSON object.", zh: "请求正文须为 JSON 对象。")
        case .lineNotJSON(let line, let fault):
            fault.text(about: LocalizedText(en: "Line \(line)", zh: "第 \(line) 行"))
        case .lineNotAnObject(let line):
            LocalizedText(en: "Line \(line) must be a JSON object.", zh: "第 \(line) 行须为 JSON 对象。")
        case .lineTooLong(let line, let limit):
            LocalizedText(
                en: "Line \(line) is larger than an event may be: \(limit) bytes.",
                zh: "第 \(line) 行超过单个事件的上限：\(limit) 字节。")
        case .noEvents:
            LocalizedText(
                en: "The batch is empty. Send at least one event, as a JSON object on a line of its own.",
                zh: "批次为空。请至少发送一个事件，每行一个 JSON 对象。")
        case .tooManyEvents(let limit):
            LocalizedText(
                en: "The batch has more than \(limit) events. Send the rest in another one.",
                zh: "该批次超过 \(limit) 个事件。请将其余事件放入另一批次发送。")
        case .notLines:
            LocalizedText(
                en: "Send the events as NDJSON in UTF-8, with the header Content-Type: application/x-ndjson.",
                zh: "请以 UTF-8 编码的 NDJSON 发送事件，并附上请求头 Content-Type: application/x-ndjson。")
        case .unsupportedContentType:
            LocalizedText(
                en: "Send the body as JSON in UTF-8, with the header Content-Type: application/json.",
                zh: "请以 UTF-8 编码的 JSON 发送正文，并附上请求头 Content-Type: application/json。")
        case .unsupportedContentEncoding:
            LocalizedText(
                en: "Send the body uncompressed, or with Content-Encoding: gzip.",
                zh: "请发送未压缩的正文，或使用 Content-Encoding: gzip。")
        case .damagedGzip:
            LocalizedText(
                en: "The body is not valid gzip, although Content-Encoding says so.",
                zh: "Content-Encoding 声明为 gzip，但请求正文不是有效的 gzip 数据。")
        case .emptyPatch:
            LocalizedText(
                en: "The body is empty; it must be a JSON object. To change nothing, send {}.",
                zh: "请求正文为空；须为 JSON 对象。如不作更改，请发送 {}。")
        case .emptyArchive:
            LocalizedText(
                en: "The body is empty. Send the build's archive as the body.", zh: "请求正文为空。请以构建的压缩包作为正文。")
        case .notAForm:
            LocalizedText(en: "This page only accepts its own forms.", zh: "此页面仅接受自身的表单。")
        case .formNotUTF8:
            LocalizedText(en: "The form is not valid UTF-8.", zh: "表单不是有效的 UTF-8。")
        case .unreadableForm:
            LocalizedText(
                en: "The form could not be read. Reload the page and submit it again.", zh: "表单无法识别。请刷新页面后重新提交。")
        }
    }
}
