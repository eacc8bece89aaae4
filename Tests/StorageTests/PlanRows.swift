/// How many rows the tables have when their query plans are checked.
enum PlanRows {
    static let count = 1_000_000
}
