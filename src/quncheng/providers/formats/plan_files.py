"""Every file a plan can come from or go to, behind one door (``runtime.plan_files``)."""

from datetime import date, datetime

from quncheng.engine.exchange_types import (
    DEFAULT_LIMITS,
    USUAL_MEASURE,
    CalendarEntry,
    ExchangePlan,
    FileLimits,
    Measure,
    ReadPlan,
    SheetMapping,
    SheetTable,
)
from quncheng.providers.formats.decoding import MARKS
from quncheng.providers.formats.icalendar_write import write_icalendar
from quncheng.providers.formats.mspdi_read import read_mspdi
from quncheng.providers.formats.mspdi_write import write_mspdi
from quncheng.providers.formats.sheet_headings import guess_mapping
from quncheng.providers.formats.sheet_rows import read_rows
from quncheng.providers.formats.sheet_tables import read_table
from quncheng.providers.formats.sheet_write import write_csv, write_xlsx


class FormatFiles:
    """Implements ``runtime.plan_files.PlanFiles``."""

    def __init__(self, limits: FileLimits = DEFAULT_LIMITS) -> None:
        self._limits = limits

    def open(self, data: bytes, *, sheet: str = "") -> ReadPlan | SheetTable:
        if _is_xml(data):
            return read_mspdi(data, self._limits)
        return read_table(data, sheet=sheet, limits=self._limits)

    def guess_mapping(self, table: SheetTable) -> SheetMapping:
        return guess_mapping(table)

    def read_rows(
        self, table: SheetTable, mapping: SheetMapping, *, reference: date, measure: Measure = USUAL_MEASURE
    ) -> ReadPlan:
        return read_rows(table, mapping, reference=reference, measure=measure, limits=self._limits)

    def write_mspdi(self, plan: ExchangePlan) -> bytes:
        return write_mspdi(plan)

    def write_xlsx(self, plan: ExchangePlan, *, today: date) -> bytes:
        return write_xlsx(plan, today=today)

    def write_csv(self, plan: ExchangePlan) -> bytes:
        return write_csv(plan)

    def write_icalendar(
        self, plan: ExchangePlan, *, plan_id: str, now: datetime, entry: CalendarEntry = CalendarEntry.EVENT
    ) -> bytes:
        return write_icalendar(plan, plan_id=plan_id, now=now, entry=entry)


def _is_xml(data: bytes) -> bool:
    """Whatever the encoding: in UTF-16 the mark and zeros stand around the first ``<``."""
    head = data[:64]
    for mark, _ in MARKS:
        head = head.removeprefix(mark)
    return head.replace(b"\x00", b"").lstrip().startswith(b"<")
