"""Past one machine: the ledger as partitioned Parquet, and its statistics written once for two engines."""
