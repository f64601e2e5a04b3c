"""Opening an uploaded file; takes up to seconds and another process, so never within a transaction."""

from dataclasses import replace
from datetime import date

from quncheng.engine.exchange_errors import FileEmpty
from quncheng.engine.exchange_types import Measure, ReadPlan, SheetColumn, SheetField, SheetMapping, SheetTable
from quncheng.features.exchange.types import ImportChoices, MappingChoice, OpenedFile
from quncheng.runtime.plan_files import PlanFiles


def open_file(
    files: PlanFiles, data: bytes, *, choices: ImportChoices, reference: date, measure: Measure
) -> OpenedFile:
    """The plan of a file; of a sheet whose titles nobody has found only its rows.

    Raises an error of ``engine.exchange_errors`` for a file that cannot be read.
    """
    found = files.open(data, sheet=choices.sheet)
    if isinstance(found, ReadPlan):
        return OpenedFile(found.plan, found.remarks)
    mapping = files.guess_mapping(found)
    if choices.mapping is not None:
        mapping = _chosen(found, mapping, choices.mapping)
    if mapping.column_of(SheetField.TITLE) is None:
        return OpenedFile(None, table=found, mapping=mapping)
    try:
        read = files.read_rows(found, mapping, reference=reference, measure=measure)
    except FileEmpty:
        if choices.mapping is None:
            raise
        return OpenedFile(None, table=found, mapping=mapping)
    return OpenedFile(read.plan, read.remarks, found, mapping)


def _chosen(table: SheetTable, guessed: SheetMapping, chosen: MappingChoice) -> SheetMapping:
    """What a person has said of the columns, with the headings and samples of the table."""
    width = max((len(row) for row in table.rows), default=0)
    heading = table.rows[chosen.heading_row - 1] if 0 < chosen.heading_row <= len(table.rows) else ()
    known = {column.index: column for column in guessed.columns}
    columns: list[SheetColumn] = []
    taken: set[SheetField] = set()
    for index in range(width):
        words = heading[index] if index < len(heading) else None
        column = known.get(index, SheetColumn(index, ""))
        field = chosen.fields[index] if index < len(chosen.fields) else None
        if field is not None and field in taken:
            field = None
        if field is not None:
            taken.add(field)
        is_same_row = chosen.heading_row == guessed.heading_row
        title = column.heading if is_same_row else "" if words is None else str(words)
        columns.append(replace(column, heading=title, field=field, confidence=0.0 if field is None else 1.0))
    return SheetMapping(chosen.heading_row, tuple(columns))
