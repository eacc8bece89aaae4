import Domain
import Localization

/// The entry points of a build: their sizes and scores, and how long a visit takes.
struct EntryListView: Sendable {
    struct Row: FieldedView {
        var entry: String
        var entryHref: String?
        var state: String?
        var initial: BytesView?
        var initialChange: DeltaView?
        var all: BytesView?
        var allChange: DeltaView?
        var rating: ScoreView?
        var ratingChange: ChangeView?
        /// How long a visit takes, and how that is calculated.
        var time: String?
        var formula: String?
        var timeChange: ChangeView?

        var fields: [String: Any?] {
            [
                "entry": entry, "entryHref": entryHref, "state": state, "initial": initial,
                "initialChange": initialChange, "all": all, "allChange": allChange, "rating": rating,
                "ratingChange": ratingChange, "time": time, "formula": formula, "timeChange": timeChange,
            ]
        }
    }

    struct Option: Sendable {
        var value: String
        var text: String
        var isChosen: Bool
    }

    var rows: [Row]
    var hasRows: Bool
    var rest: RestView
    var hasTimes: Bool
    var formPath: String
    var options: [Option]
    /// How times are calculated, with the figures of the network.
    var formula: String?

    init(_ overview: OverviewOutline, _ subject: ReportSubject) {
        let strings = subject.request.strings
        let network = overview.networks.first { $0.id == subject.network.name }
        let list = overview.entries
        rows = list.rows.map { Self.row($0, network, overview.isCompared, subject) }
        hasRows = !rows.isEmpty
        rest = RestView(list, pageSize: overview.page, .entries, subject)
        hasTimes = rows.contains { $0.time != nil }
        formPath = subject.path
        options = VisitNetwork.names.map {
            Option(value: $0, text: strings("network-\($0)"), isChosen: $0 == subject.network.name)
        }
        formula = network.map { network in
            strings(
                "visit-formula",
                [
                    "network": strings("network-\(network.id)"), "rtt": String(network.roundTrip),
                    "rate": SizeText.of(network.throughput),
                ])
        }
    }

    private static func row(
        _ entry: OverviewOutline.EntryPoint, _ network: OverviewOutline.Network?, _ isCompared: Bool,
        _ subject: ReportSubject
    ) -> Row {
        let strings = subject.request.strings
        let isGone = entry.size.current == nil
        let isNew = isCompared && entry.size.baseline == nil
        func milliseconds(_ visit: OverviewOutline.Visit?) -> Int? {
            visit?.times.first { $0.network == network?.id }?.milliseconds
        }
        let (time, before) = (milliseconds(entry.visit), milliseconds(entry.baselineVisit))
        return Row(
            entry: entry.name, entryHref: isGone ? nil : subject.treemap("entry", entry.name),
            state: isNew ? strings("change-added") : isGone ? strings("change-removed") : nil,
            initial: BytesView(entry.initialSize.current?.raw),
            initialChange: DeltaView(
                from: entry.initialSize.baseline?.raw, to: entry.initialSize.current?.raw, isCompared: isCompared),
            all: BytesView(entry.size.current?.raw),
            allChange: DeltaView(from: entry.size.baseline?.raw, to: entry.size.current?.raw, isCompared: isCompared),
            rating: entry.score.current.map { ScoreView($0, strings) },
            ratingChange: entry.score.current.flatMap { ChangeView.score($0, before: entry.score.baseline) },
            time: time.map { SpanText.of(.milliseconds($0)) }, formula: formula(entry.visit, network, time, strings),
            timeChange: time.flatMap { time in before.map { ChangeView.time(time, before: $0) } })
    }

    private static func formula(
        _ visit: OverviewOutline.Visit?, _ network: OverviewOutline.Network?, _ time: Int?, _ strings: Strings
    ) -> String? {
        guard let visit, let network, let time else { return nil }
        return strings(
            "visit-calculation",
            [
                "rtt": String(network.roundTrip), "depth": String(visit.depth), "bytes": String(visit.bytes),
                "rate": String(network.throughput), "time": String(time),
            ])
    }
}

extension ChangeView {
    /// Times get worse as they grow.
    static func time(_ after: Int, before: Int) -> ChangeView {
        let (change, sign) = (after - before, after > before ? "+" : "−")
        return ChangeView(
            text: change == 0 ? "±0" : sign + SpanText.of(.milliseconds(abs(change))),
            meaning: change == 0 ? "idle" : change > 0 ? "bad" : "good")
    }
}
