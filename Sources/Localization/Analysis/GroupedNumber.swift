/// A whole number with its thousands separated: `100,000`, in every language.
enum GroupedNumber {
    static func of(_ number: Int) -> String {
        let digits = Array(String(number.magnitude))
        var grouped = ""
        for (place, digit) in digits.enumerated() {
            if place > 0, (digits.count - place) % 3 == 0 { grouped += "," }
            grouped.append(digit)
        }
        return (number < 0 ? "-" : "") + grouped
    }
}
