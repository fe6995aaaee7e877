"""The pages of the ledger and the till."""
