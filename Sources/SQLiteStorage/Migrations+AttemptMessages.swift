extension Migrations {
    /// What an attempt says, as a code with its values. `detail` keeps the English sentences of earlier versions, and is
    /// NULL in new rows.
    static let attemptMessages = """
        ALTER TABLE attempts ADD COLUMN messages TEXT;
        """
}
