/// How many rows the tables have whose query plans are looked at.
enum PlanRows {
    static let count = 1_000_000
}
