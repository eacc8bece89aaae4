"""The database of the server that a journey visits: SQLite or PostgreSQL, with the same interface."""

import sqlite3

# What a server on PostgreSQL writes by itself: the traces of commits, and the shares of each node.
RESTLESS = {"commits", "webhook_shares"}


def connect(url, patience):
    """A connection that commits at the end of a `with` block. `execute` takes `?` for parameters."""
    if url.startswith("sqlite:"):
        return SQLite(sqlite3.connect(url.removeprefix("sqlite:"), timeout=patience))
    # Not everyone who runs the tests has it installed.
    import psycopg

    return Postgres(psycopg.connect(url, connect_timeout=patience))


class SQLite:
    def __init__(self, connection):
        self.connection = connection

    def execute(self, sql, values=()):
        return self.connection.execute(sql, values)

    def executemany(self, sql, values):
        return self.connection.executemany(sql, values)

    def tables(self):
        return sorted(name for (name,) in self.execute("SELECT name FROM sqlite_master WHERE type = 'table'"))

    def columns(self, table):
        return [column[0] for column in self.execute(f'SELECT * FROM "{table}" LIMIT 0').description]

    def everything(self):
        """All rows of all tables, each table's in arbitrary order."""
        return {table: sorted(map(repr, self.execute(f'SELECT * FROM "{table}"'))) for table in self.tables()}

    def commit(self):
        self.connection.commit()

    def close(self):
        self.connection.close()

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        if kind is None:
            self.connection.commit()
        self.connection.close()


class Postgres(SQLite):
    def execute(self, sql, values=()):
        return self.connection.execute(sql.replace("?", "%s"), values or None)

    def executemany(self, sql, values):
        return self.connection.cursor().executemany(sql.replace("?", "%s"), values)

    def tables(self):
        found = self.execute("SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND NOT relispartition "
                             "AND relnamespace = 'public'::regnamespace")
        return sorted({name for (name,) in found} - RESTLESS)
