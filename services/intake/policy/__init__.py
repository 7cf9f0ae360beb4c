"""Pure decisions of intake; one file per question."""
