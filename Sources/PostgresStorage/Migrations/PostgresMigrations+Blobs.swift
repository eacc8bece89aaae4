extension PostgresMigrations {
    /// A blob exists once its row does; its chunks carry the number of the write that created them, so that an
    /// interrupted or unfinished write is never taken for another.
    static let blobs = """
        CREATE TABLE blobs (
            key text COLLATE "C" PRIMARY KEY,
            write bigint NOT NULL,
            size bigint NOT NULL,
            chunk_bytes bigint NOT NULL
        );
        CREATE INDEX blobs_write ON blobs (write);
        CREATE SEQUENCE blob_writes;
        CREATE TABLE blob_chunks (
            write bigint NOT NULL,
            number bigint NOT NULL,
            bytes bytea NOT NULL,
            created_at bigint NOT NULL,
            PRIMARY KEY (write, number)
        );
        CREATE INDEX blob_chunks_age ON blob_chunks (created_at);
        ALTER TABLE blob_chunks ALTER COLUMN bytes SET STORAGE EXTERNAL;
        """
}
