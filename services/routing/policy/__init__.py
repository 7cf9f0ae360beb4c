"""Pure decisions of routing; one file per question. A lawyer or a clerk may read these."""
