import Domain
import Mustache

/// A time as it is shown: relative, with the exact time next to it or on hover. A script lets the relative time count on,
/// and shows the exact one in the reader's time zone.
///
/// Its HTML is written here, as is that of `CutText`: they are in every row of every list, and as templates each took a
/// section, a partial and three or four lookups.
struct MomentView: MustacheParent, Sendable {
    /// `4 min ago`, `in 30 s`.
    var text: String
    /// ISO 8601, UTC.
    var exact: String
    /// The same for people.
    var shown: String

    init(_ time: Timestamp, now: Timestamp, _ strings: Strings) {
        exact = time.iso8601
        shown = "\(exact.prefix(10)) \(exact.dropFirst(11).prefix(8)) UTC"
        let seconds = abs((time - now).components.seconds)
        let (unit, count) = Self.unit(of: seconds)
        guard count > 0 else {
            text = strings("moment-now")
            return
        }
        text = strings(
            time < now ? "moment-ago" : "moment-in", ["span": strings("span-\(unit)", ["count": String(count)])])
    }

    /// Rounded to the nearest unit: 24 hours less a moment are still 24.
    private static func unit(of seconds: Int64) -> (String, Int64) {
        switch seconds {
        case ..<60: ("s", seconds)
        case ..<3_570: ("min", (seconds + 30) / 60)
        case ..<86_400: ("h", (seconds + 1_800) / 3_600)
        default: ("d", (seconds + 43_200) / 86_400)
        }
    }

    func child(named name: String) -> Any? {
        switch name {
        case "relative": ViewText(renderText: element(PageText.escaped(text), attributes: " data-moment"))
        case "dated": ViewText(renderText: element(dated, style: "dated"))
        case "text": ViewText(renderText: text)
        case "exact": ViewText(renderText: exact)
        default: nil
        }
    }

    private var dated: String {
        "<span data-exact>\(shown)</span> "
            + "<span class=\"quiet\">(<span data-moment>\(PageText.escaped(text))</span>)</span>"
    }

    private func element(_ content: String, style: String? = nil, attributes: String = "") -> String {
        let style = style.map { #" class="\#($0)""# } ?? ""
        return #"<time\#(style) datetime="\#(exact)" title="\#(exact)"\#(attributes)>\#(content)</time>"#
    }
}

/// A time of day within a sentence: `21:38 UTC (in 4 min)`. A script replaces it with the reader's local time.
struct ClockView: FieldedView {
    /// ISO 8601, UTC.
    var exact: String
    /// The time with its zone; nil if only the relative time is shown.
    var clock: String?
    /// What follows the clock time, or stands alone.
    var relative: String
    /// Around the relative time, where it follows the clock time.
    var opening = ""
    var closing = ""

    init(_ time: Timestamp, now: Timestamp, _ strings: Strings) {
        let moment = MomentView(time, now: now, strings)
        exact = moment.exact
        clock = "\(exact.dropFirst(11).prefix(5)) UTC"
        relative = moment.text
        (opening, closing) = strings.parts("moment-behind-clock", [:])
    }

    init(relative time: Timestamp, now: Timestamp, _ strings: Strings) {
        let moment = MomentView(time, now: now, strings)
        exact = moment.exact
        relative = moment.text
    }

    var fields: [String: Any?] {
        ["exact": exact, "clock": clock, "relative": relative, "opening": opening, "closing": closing]
    }
}
