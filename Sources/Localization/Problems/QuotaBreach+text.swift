package import Domain

extension QuotaBreach: Message {
    package var text: LocalizedText {
        switch (kind, retryAfter) {
        case (.events, _):
            LocalizedText(
                en: """
                    This project can publish \(limit) events per day and has reached this limit today. Try again after \
                    midnight UTC, or ask the server's operator to raise the quota (`--quota-events`).
                    """,
                zh: """
                    此项目每天最多可发布 \(limit) 个事件，今天已用完。请在 UTC 零点后重试，或请服务器的运维人员提高配额\
                    （`--quota-events`）。
                    """)
        case (.eventBytes, _):
            LocalizedText(
                en: """
                    This project can publish \(limit) bytes of events per day, and this event exceeds what is left \
                    today. Try again after midnight UTC, or ask the server's operator to raise the quota \
                    (`--quota-event-bytes`).
                    """,
                zh: """
                    此项目每天最多可发布合计 \(limit) 字节的事件，此事件超出今天的余量。请在 UTC 零点后重试，或请服务器的\
                    运维人员提高配额（`--quota-event-bytes`）。
                    """)
        case (.artifactBytes, nil):
            LocalizedText(
                en: """
                    The build is larger than the \(limit) bytes that all builds and reports of this project can have. \
                    Upload a smaller one, or ask the server's operator to raise the quota (`--quota-artifact-bytes`).
                    """,
                zh: """
                    该构建大于此项目所有构建和报告的总配额 \(limit) 字节。请上传较小的构建，或请服务器的运维人员提高配额\
                    （`--quota-artifact-bytes`）。
                    """)
        case (.artifactBytes, _):
            LocalizedText(
                en: """
                    The build does not fit into the \(limit) bytes that all builds and reports of this project can \
                    have. Try again when older ones have been deleted, or ask the server's operator to raise the quota \
                    (`--quota-artifact-bytes`) or to keep fewer builds (`--artifact-retention-count`).
                    """,
                zh: """
                    此项目的构建和报告合计最多 \(limit) 字节，已放不下该构建。请在旧构建删除后重试，或请服务器的运维人员\
                    提高配额（`--quota-artifact-bytes`）或减少保留的构建（`--artifact-retention-count`）。
                    """)
        }
    }
}
