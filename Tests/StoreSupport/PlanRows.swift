/// How many rows the tables have when their query plans are checked.
package enum PlanRows {
    package static let count = 1_000_000
}
