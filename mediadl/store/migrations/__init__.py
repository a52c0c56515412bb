"""The schema, step by step: files `NNNN_name.sql`, applied in order; a landed file is never edited."""
