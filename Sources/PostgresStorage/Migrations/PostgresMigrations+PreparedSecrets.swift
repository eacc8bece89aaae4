extension PostgresMigrations {
    /// A secret that signs nothing until the webhook is switched to it, and for how many seconds the previous one then
    /// stays valid. Not in webhook_secrets: every secret there signs.
    static let preparedSecrets = """
        ALTER TABLE webhooks ADD COLUMN prepared_secret bytea;
        ALTER TABLE webhooks ADD COLUMN prepared_overlap bigint;
        """
}
