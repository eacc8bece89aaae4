package import BundleAnalysis

extension BudgetVerdict.State: Message {
    package var text: LocalizedText {
        switch self {
        case .kept: LocalizedText(en: "kept", zh: "符合")
        case .accepted: LocalizedText(en: "accepted", zh: "已接受")
        case .noWorse: LocalizedText(en: "no worse than the baseline", zh: "不比基线差")
        case .exceeded: LocalizedText(en: "exceeded", zh: "超出")
        }
    }
}

extension UndecidedBudget.Reason: Message {
    package var text: LocalizedText {
        switch self {
        case .noBaseline: LocalizedText(en: "there is no baseline to compare with", zh: "没有可比较的基线")
        case .notInBaseline:
            LocalizedText(en: "the baseline does not have this entry point", zh: "基线中没有此入口")
        case .noHistory:
            LocalizedText(
                en: "a drift needs the builds before this one, which only a server knows",
                zh: "漂移需要此前的构建，只有服务器才有这些构建")
        case .notInBuild:
            LocalizedText(en: "the build does not have this entry point", zh: "构建中没有此入口")
        case .unknownSize:
            LocalizedText(
                en: "the compressed size is not known, because a file is missing", zh: "由于缺少文件，压缩后的大小未知")
        case .unknownContent:
            LocalizedText(
                en: "the report does not say whose bytes the files have", zh: "报告中没有说明文件的字节属于谁")
        case .unknownVersion:
            LocalizedText(en: "the version of a copy is not known", zh: "某个副本的版本未知")
        case .unknownInBaseline:
            LocalizedText(en: "the report of the baseline does not say", zh: "基线的报告中没有说明")
        }
    }
}
