/// The content type of tables for spreadsheets.
enum CSVType {
    static let name = "text/csv; charset=utf-8"
}
