"""A spreadsheet of forwarded matters on its way: the file while it is needed, rows to be mended, what it became."""

from sqlalchemy import JSON, ForeignKey, Index, String, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from services.intake.models.base import Base
from shared.db import Moment, SealedText

AT_WORK = ("CHECKING", "IMPORTING")


class Import(Base):
    """One file. CHECKING → READY or BAD or REFUSED; READY → IMPORTING → DONE; what nobody wants is DISCARDED.

    `digest` is a blind index of the content, kept only while the same file must not be taken again.
    """

    __tablename__ = "matter_import"
    __table_args__ = (
        Index("ix_import_unit", "unit", "uploaded_at", "import_id"),
        Index(
            "ix_import_at_work",
            "uploaded_at",
            sqlite_where=text("state IN ('CHECKING', 'IMPORTING')"),
            postgresql_where=text("state IN ('CHECKING', 'IMPORTING')"),
        ),
    )

    import_id = mapped_column(Uuid, primary_key=True)
    unit: Mapped[str] = mapped_column(String(64))
    uploaded_by: Mapped[str] = mapped_column(String(64))
    uploaded_at = mapped_column(Moment, nullable=False)
    file_name = mapped_column(SealedText("import.file_name"))
    digest: Mapped[str | None] = mapped_column(String(32), unique=True)
    state: Mapped[str] = mapped_column(String(16))
    asks_first: Mapped[bool]
    confirmed_by: Mapped[str | None] = mapped_column(String(64))
    confirmed_at = mapped_column(Moment)
    ended_at = mapped_column(Moment)
    rows: Mapped[int]
    fit: Mapped[int]
    known: Mapped[int]
    bad: Mapped[int]
    fault: Mapped[str | None] = mapped_column(String(64))
    fault_facts = mapped_column(JSON)
    numbers = mapped_column(JSON)


class ImportFile(Base):
    """The content, sealed; gone as soon as the import has ended one way or the other."""

    __tablename__ = "import_file"

    import_id = mapped_column(ForeignKey("matter_import.import_id"), primary_key=True)
    content = mapped_column(SealedText("import_file.content"), nullable=False)


class ImportRow(Base):
    """A row that is shown before anything is imported: every one that must be mended, and the first of the others.

    `cells` (sealed) is what stands in it by field, `problems` only codes; `known_as` is the matter it already is.
    """

    __tablename__ = "import_row"

    import_id = mapped_column(ForeignKey("matter_import.import_id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    cells = mapped_column(SealedText("import_row.cells"), nullable=False)
    problems = mapped_column(JSON, nullable=False)
    known_as: Mapped[str | None] = mapped_column(String(24))


class ImportProgress(Base):
    """How far the work on an import is, and until when whoever is at it has it for themselves."""

    __tablename__ = "import_progress"

    import_id = mapped_column(ForeignKey("matter_import.import_id"), primary_key=True)
    done: Mapped[int]
    taken_until = mapped_column(Moment)
    failures: Mapped[int]


class ImportedMatter(Base):
    """Which matter an external number of a unit became: one, however often and in whatever file it comes."""

    __tablename__ = "imported_matter"
    __table_args__ = (Index("ix_imported_matter", "import_id", "number"),)

    unit: Mapped[str] = mapped_column(String(64), primary_key=True)
    external_no: Mapped[str] = mapped_column(String(200), primary_key=True)
    import_id = mapped_column(ForeignKey("matter_import.import_id"), nullable=False)
    number: Mapped[int]
    matter_no: Mapped[str] = mapped_column(ForeignKey("matter.matter_no"), unique=True)
