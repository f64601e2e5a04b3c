"""What the product asks of the file formats of plans: to open what is sent, and to write what is taken away."""

from datetime import date, datetime
from typing import Protocol

from quncheng.engine.exchange_types import (
    USUAL_MEASURE,
    CalendarEntry,
    ExchangePlan,
    Measure,
    ReadPlan,
    SheetMapping,
    SheetTable,
)


class PlanFiles(Protocol):
    """Reading takes up to seconds and another process: never within a transaction or on the event loop.

    Whatever reads raises an error of ``engine.exchange_errors`` for a file that is refused as a whole.
    """

    def open(self, data: bytes, *, sheet: str = "") -> ReadPlan | SheetTable:
        """The plan itself, or the rows of a sheet that need a mapping before they mean something."""
        ...

    def guess_mapping(self, table: SheetTable) -> SheetMapping: ...

    def read_rows(
        self, table: SheetTable, mapping: SheetMapping, *, reference: date, measure: Measure = USUAL_MEASURE
    ) -> ReadPlan:
        """``reference`` decides the year of days written without one."""
        ...

    def write_mspdi(self, plan: ExchangePlan) -> bytes: ...

    def write_xlsx(self, plan: ExchangePlan, *, today: date) -> bytes: ...

    def write_csv(self, plan: ExchangePlan) -> bytes: ...

    def write_icalendar(
        self, plan: ExchangePlan, *, plan_id: str, now: datetime, entry: CalendarEntry = CalendarEntry.EVENT
    ) -> bytes: ...
