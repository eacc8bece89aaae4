extension PostgresMigrations {
    /// A number that every change of what a token, an account, a project, or a membership says increments, whoever makes
    /// it: at the end of its transaction, so that two of them do not wait for each other in turn.
    static let accessVersions = """
        CREATE TABLE access_versions (id integer PRIMARY KEY CHECK (id = 1), version bigint NOT NULL);
        INSERT INTO access_versions VALUES (1, 1);
        CREATE FUNCTION access_changed() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF current_setting('perfsee.access_changed', true) IS DISTINCT FROM txid_current()::text THEN
                PERFORM set_config('perfsee.access_changed', txid_current()::text, true);
                UPDATE access_versions SET version = version + 1 WHERE id = 1;
            END IF;
            RETURN NULL;
        END $$;
        CREATE CONSTRAINT TRIGGER tokens_access AFTER DELETE OR UPDATE OF account, hash, scopes, project, expires_at
            ON tokens DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION access_changed();
        CREATE CONSTRAINT TRIGGER accounts_access
            AFTER DELETE OR UPDATE OF kind, name, email, is_instance_admin, removed
            ON accounts DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION access_changed();
        CREATE CONSTRAINT TRIGGER members_access AFTER INSERT OR UPDATE OR DELETE
            ON members DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION access_changed();
        CREATE CONSTRAINT TRIGGER projects_access AFTER DELETE
            OR UPDATE OF slug, host, namespace, name, is_public, baseline_branch, repository_url, deleted_at
            ON projects DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION access_changed();
        """
}
