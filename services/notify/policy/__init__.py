"""Pure decisions of notify; one file per question."""
